"""推荐信息汇总表: the row of one declaration, and one table of many."""
