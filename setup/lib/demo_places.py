"""The invented businesses of the demo, with location numbers of unassigned prefixes."""

PHARMACY = {
    "name": "Maple Street Pharmacy",
    "street": "12 Maple Street",
    "city": "Burlington",
    "zip": "05401",
    "state": "VT",
    "gln": "0399880000010",
}
WHOLESALE = {
    "name": "Bay Wholesale",
    "street": "400 Harbor Road",
    "city": "Baltimore",
    "zip": "21230",
    "state": "MD",
    "gln": "0399881000019",
}
NORTHFIELD = {
    "name": "Northfield Drug",
    "street": "88 Depot Lane",
    "city": "Concord",
    "zip": "03301",
    "state": "NH",
    "gln": "0399882000018",
}
ORCHARD = {
    "name": "Orchard Labs",
    "street": "5 Orchard Park",
    "city": "Newark",
    "zip": "19711",
    "state": "DE",
    "gln": "0399871000012",
}
SUNRISE = {
    "name": "Sunrise Specialty",
    "street": "31 Ridge Street",
    "city": "Albany",
    "zip": "12207",
    "state": "NY",
    "gln": "0399883000017",
}
LAKESIDE = {
    "name": "Lakeside Dermatology",
    "street": "7 Lake Road",
    "city": "Shelburne",
    "zip": "05482",
    "state": "VT",
    "gln": "0399884000016",
}
