"""Words that mean the same (同义词): a reviewed file, editors' own, and what a query becomes by them."""
