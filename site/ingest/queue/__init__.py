"""Imports that are worked off after they were received: who works on a batch, what is next, what stops it (导入队列)."""
