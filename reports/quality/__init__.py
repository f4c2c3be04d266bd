"""The ledger of data quality: what is missing or contradicts itself, who mends it, and where.

Nothing is barred by a finding but publication (contract §3). Every check is a function of `Facts`, read in a
few queries for the whole ledger; the registry puts them in the order of the page.
"""
