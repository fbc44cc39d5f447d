"""Settings by profile: base (production), development, test.

Python looks for cyclic garbage after every 700 new objects. Starting makes a million that stay, and looking through them
again and again is an eighth of every start and more of every migration: 10,000 are plenty, and a few megabytes at most.
"""

import gc

gc.set_threshold(10_000, 20, 20)
