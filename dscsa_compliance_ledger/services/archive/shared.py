"""Models of no company whose rows go into every archive."""

# of no company: words and rules that the rows of a company refer to
SHARED = {
    "dscsa.license.type",
    "dscsa.license.requirement",
    "dscsa.product.class",
}
