"""What a Wagtail project has before anybody writes anything: the baseline of benchmarks/pages.py."""
