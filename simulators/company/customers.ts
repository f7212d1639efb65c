/** Fernhollow's customers and prospects, as its Salesforce holds them. All names are invented; the domains are reserved for examples. */
export type Customer = { key: string; name: string; website: string; owner: string }

/** `owner` is an employee number. */
const customer = (key: string, name: string, website: string, owner: string): Customer => ({ key, name, website, owner })

export const customers: readonly Customer[] = [
  customer('brightwater', 'Brightwater Foods', 'https://www.brightwater.example', 'E1011'),
  customer('calder', 'Calder & Voss Logistics', 'https://caldervoss.example', 'E1014'),
  customer('orchard', 'Orchard Lane Pharmacy Group', 'https://www.orchardlane.example/', 'E1012'),
  customer('tamsin', 'Tamsin Outdoor', 'tamsin-outdoor.example', 'E1013'),
  customer('kestrel', 'Kestrel Parcel', 'https://kestrelparcel.example', 'E1017'),
  customer('meridian', 'Meridian Auto Parts', 'https://www.meridianauto.example', 'E1015'),
  customer('saltmarsh', 'Saltmarsh Breweries', 'https://saltmarsh.example', 'E1016'),
  customer('ironwood', 'Ironwood Furniture', 'http://www.ironwood.example', 'E1011'),
  customer('pallas', 'Pallas Medical Supply', 'https://pallasmedical.example', 'E1012'),
  customer('fenwick', 'Fenwick Cold Storage', 'https://fenwickcold.example', 'E1014'),
  customer('auburn', 'Auburn Books', 'https://auburnbooks.example', 'E1016'),
  customer('hartwell', 'Hartwell Electronics', 'https://www.hartwell.example', 'E1017'),
  customer('juniper', 'Juniper Baby', 'https://juniperbaby.example', 'E1015'),
  customer('northgate', 'Northgate Grocers', 'https://northgategrocers.example', 'E1014'),
  customer('oldmill', 'Old Mill Paper', 'https://oldmillpaper.example', 'E1013'),
  customer('pike', 'Pike Street Apparel', 'https://pikestreet.example', 'E1016'),
  customer('quarry', 'Quarry Tools', 'https://quarrytools.example', 'E1013'),
  customer('rosalind', 'Rosalind Cosmetics', 'https://rosalind.example', 'E1012'),
  customer('seabright', 'Seabright Fisheries', 'https://seabright.example', 'E1011'),
  customer('thornbury', 'Thornbury Wines', 'https://thornburywines.example', 'E1016'),
  customer('umber', 'Umber Ceramics', 'https://umberceramics.example', 'E1019'),
  customer('vale', 'Vale Veterinary Supplies', 'https://valevet.example', 'E1012'),
  customer('westerly', 'Westerly Freight', 'https://westerlyfreight.example', 'E1019'),
  customer('yarrow', 'Yarrow Garden Centres', 'https://yarrowgardens.example', 'E1013'),
  customer('zephyr', 'Zephyr Cycles', 'https://zephyrcycles.example', 'E1015'),
]

export type Contact = { customer: string; first: string; last: string; title: string; email: string }

const contact = (customerKey: string, first: string, last: string, title: string, domain: string): Contact => ({
  customer: customerKey,
  first,
  last,
  title,
  email: `${first}.${last}@${domain}`.toLowerCase(),
})

export const contacts: readonly Contact[] = [
  contact('brightwater', 'Marguerite', 'Olsen', 'VP Operations', 'brightwater.example'),
  contact('brightwater', 'Curtis', 'Bell', 'Distribution Centre Manager', 'brightwater.example'),
  contact('brightwater', 'Anjali', 'Nair', 'Procurement Lead', 'brightwater.example'),
  contact('calder', 'Henrik', 'Voss', 'Managing Director', 'caldervoss.example'),
  contact('calder', 'Simone', 'Achterberg', 'Head of Automation', 'caldervoss.example'),
  contact('calder', 'Declan', 'Byrne', 'IT Director', 'caldervoss.example'),
  contact('orchard', 'Paulette', 'Greer', 'Chief Operating Officer', 'orchardlane.example'),
  contact('orchard', 'Ibrahim', 'Sesay', 'Fulfilment Manager', 'orchardlane.example'),
  contact('tamsin', 'Tamsin', 'Blackwood', 'Founder', 'tamsin-outdoor.example'),
  contact('tamsin', 'Gareth', 'Pugh', 'Warehouse Manager', 'tamsin-outdoor.example'),
  contact('kestrel', 'Valentina', 'Russo', 'SVP Network Operations', 'kestrelparcel.example'),
  contact('kestrel', 'Emmett', 'Doyle', 'Director, Hub Automation', 'kestrelparcel.example'),
  contact('kestrel', 'Noor', 'Jansen', 'Security Architect', 'kestrelparcel.example'),
  contact('meridian', 'Roland', 'Kimball', 'Supply Chain Director', 'meridianauto.example'),
  contact('meridian', 'Stacy', 'Albright', 'Plant Controller', 'meridianauto.example'),
  contact('saltmarsh', 'Fergus', 'Macrae', 'Head Brewer and Partner', 'saltmarsh.example'),
  contact('saltmarsh', 'Imogen', 'Tate', 'Logistics Coordinator', 'saltmarsh.example'),
  contact('ironwood', 'Beatriz', 'Campos', 'Director of Fulfilment', 'ironwood.example'),
  contact('pallas', 'Gordon', 'Yates', 'VP Supply Chain', 'pallasmedical.example'),
  contact('pallas', 'Mireille', 'Fontaine', 'Quality Manager', 'pallasmedical.example'),
  contact('fenwick', 'Astrid', 'Nyberg', 'Operations Director', 'fenwickcold.example'),
  contact('auburn', 'Leonard', 'Shaw', 'Head of Logistics', 'auburnbooks.example'),
  contact('hartwell', 'Rosa', 'Delgado', 'Chief Information Officer', 'hartwell.example'),
  contact('hartwell', 'Owen', 'Maddox', 'Warehouse Systems Lead', 'hartwell.example'),
  contact('juniper', 'Kirsten', 'Hale', 'Operations Manager', 'juniperbaby.example'),
  contact('northgate', 'Desmond', 'Clarke', 'VP Distribution', 'northgategrocers.example'),
  contact('northgate', 'Lorna', 'Pryce', 'Finance Director', 'northgategrocers.example'),
  contact('oldmill', 'Silvia', 'Ricci', 'Plant Manager', 'oldmillpaper.example'),
  contact('pike', 'Jasper', 'Lund', 'Fulfilment Lead', 'pikestreet.example'),
  contact('quarry', 'Hilda', 'Brennan', 'Purchasing Manager', 'quarrytools.example'),
  contact('rosalind', 'Rosalind', 'Achebe', 'Chief Executive Officer', 'rosalind.example'),
  contact('seabright', 'Magnus', 'Thorsen', 'Cold Chain Manager', 'seabright.example'),
  contact('thornbury', 'Celia', 'Hargreaves', 'Operations Manager', 'thornburywines.example'),
  contact('umber', 'Teodor', 'Vasile', 'Production Manager', 'umberceramics.example'),
  contact('vale', 'Phoebe', 'Langley', 'Supply Manager', 'valevet.example'),
  contact('westerly', 'Clint', 'Barrow', 'Terminal Director', 'westerlyfreight.example'),
  contact('yarrow', 'Winifred', 'Moss', 'Estates Director', 'yarrowgardens.example'),
  contact('zephyr', 'Arjun', 'Patel', 'Head of Operations', 'zephyrcycles.example'),
]

/** `closes` in days from now, negative when the deal is closed. */
export type Deal = { customer: string; name: string; stage: string; closes: number; amount: number }

const deal = (customerKey: string, name: string, stage: string, closes: number, amount: number): Deal => ({
  customer: customerKey,
  name,
  stage,
  closes,
  amount,
})

export const deals: readonly Deal[] = [
  deal('brightwater', 'Brightwater: pick robots for Dover', 'Negotiation/Review', 21, 480_000),
  deal('brightwater', 'Brightwater: second site', 'Prospecting', 160, 350_000),
  deal('calder', 'Calder & Voss: sortation pilot', 'Proposal/Price Quote', 35, 220_000),
  deal('orchard', 'Orchard Lane: fulfilment robots', 'Value Proposition', 60, 310_000),
  deal('tamsin', 'Tamsin Outdoor: seasonal fleet', 'Qualification', 75, 95_000),
  deal('kestrel', 'Kestrel Parcel: hub automation', 'Negotiation/Review', 14, 1_250_000),
  deal('kestrel', 'Kestrel Parcel: service plan', 'Proposal/Price Quote', 45, 180_000),
  deal('meridian', 'Meridian Auto: kitting cells', 'Id. Decision Makers', 90, 270_000),
  deal('saltmarsh', 'Saltmarsh: palletiser', 'Proposal/Price Quote', 28, 88_000),
  deal('ironwood', 'Ironwood: renewal', 'Negotiation/Review', 10, 140_000),
  deal('pallas', 'Pallas Medical: clean-room pickers', 'Value Proposition', 110, 420_000),
  deal('fenwick', 'Fenwick: freezer robots', 'Needs Analysis', 130, 510_000),
  deal('hartwell', 'Hartwell: goods-to-person', 'Proposal/Price Quote', 50, 640_000),
  deal('northgate', 'Northgate: produce picking', 'Perception Analysis', 70, 390_000),
  deal('rosalind', 'Rosalind: returns cell', 'Qualification', 100, 120_000),
  deal('westerly', 'Westerly: dock robots', 'Prospecting', 150, 275_000),
  deal('zephyr', 'Zephyr: frame handling', 'Needs Analysis', 85, 150_000),
  deal('ironwood', 'Ironwood: first fleet', 'Closed Won', -340, 260_000),
  deal('auburn', 'Auburn Books: tote conveyors', 'Closed Lost', -45, 110_000),
  deal('juniper', 'Juniper Baby: starter fleet', 'Closed Won', -120, 90_000),
  deal('seabright', 'Seabright: cold-chain pilot', 'Closed Won', -80, 75_000),
]
