"""Promoted results (推荐结果): what editors put above the hits of certain words."""
