"""Words of the core, written by setup/lib/catalogue_words.py."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = (
    _lt('The file packs %(count)s packages without saying into what.'),
    _lt('They count one by one. Tell the seller when convenient.'),
    _lt('The file does not say what is in %(count)s sealed cases: %(examples)s.'),
    _lt('Ask the seller for the serials of the packages in them.'),
    _lt('%(count)s packages lie in two cases at once: %(examples)s.'),
    _lt('The later packing counts. Scan these packages one by one.'),
    _lt('The file does not say what is on %(count)s pallets or totes: %(examples)s.'),
    _lt('Ask the seller for the contents; scan the packages meanwhile.'),
    _lt('%(count)s cases do not hold the usual %(expected)s packages: %(examples)s.'),
    _lt('Opened cases are normal; count a sealed one before it goes on the shelf.'),
    _lt('Case %(package)s is not sealed any more, so its contents are not certain.'),
    _lt('Scan the packages in it one by one.'),
    _lt('%(count)s pallets or totes hold cases and single packages side by side.'),
    _lt('Nothing to do; count both.'),
    _lt('%(count)s entries of the file are not in order of time.'),
    _lt('Nothing to do: they were read in order of time.'),
    _lt('By this file %(examples)s lie inside themselves.'),
    _lt('Ask the seller for a corrected file; scan the packages meanwhile.'),
    _lt('The file nests cases in cases more than %(limit)s deep: %(examples)s.'),
    _lt('%(count)s packages are taken out of a case they were not in: %(examples)s.'),
    _lt('Nothing to do unless a package is missing.'),
    _lt("%(count)s packages were packed after shipping, by the seller's clock: %(examples)s."),
    _lt('They count as shipped. Nothing to do unless one is missing.'),
    _lt("%(count)s boxes have a number of the seller's own: %(examples)s."),
    _lt('Their contents count; scan the packages in them one by one.'),
    _lt('A case of %(product)s stands for %(expected)s packages, but the file lists %(found)s in %(count)s: %(examples)s.'),
    _lt('Open it and scan the packages one by one; ask the seller.'),
)
