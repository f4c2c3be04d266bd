"""The life of a pair from its order to its end: plan, products, diary, pulse, closing, replacement."""
