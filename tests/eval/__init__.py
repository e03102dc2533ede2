"""How good quotes, speakers and findings are, measured on labelled data that stays outside."""
