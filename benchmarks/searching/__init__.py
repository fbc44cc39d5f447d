"""What benchmarks/search.py and benchmarks/search_kills.py are made of."""
