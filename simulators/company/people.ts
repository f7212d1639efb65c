/** Fernhollow Robotics, an invented maker of warehouse robots: who works there, who did, and what went wrong with their accounts. */
export const company = { name: 'Fernhollow Robotics', domain: 'fernhollow.example' } as const

export type Department =
  | 'Executive'
  | 'Sales'
  | 'Sales Development'
  | 'Customer Success'
  | 'Revenue Operations'
  | 'Marketing'
  | 'Engineering'
  | 'Finance'
  | 'People'
  | 'IT'

export type Person = {
  /** Employee number; a rehire keeps theirs. */
  number: string
  first: string
  last: string
  title: string
  department: Department
  /** Employee number of the manager. */
  manager: string | null
  joined: number
  /** Days before now; null while employed. */
  left: number | null
}

type Row = readonly [number: string, first: string, last: string, title: string, manager: string | null, joined: number, left?: number]

const of = (department: Department, rows: readonly Row[]): Person[] =>
  rows.map(([number, first, last, title, manager, joined, left]) => ({ number, first, last, title, department, manager, joined, left: left ?? null }))

/** `joined` and `left` in days before now. */
export const people: readonly Person[] = [
  ...of('Executive', [
    ['E1001', 'Maren', 'Holloway', 'Chief Executive Officer', null, 2900],
    ['E1002', 'Victor', 'Asante', 'Chief Revenue Officer', 'E1001', 1400],
    ['E1003', 'Ingrid', 'Solberg', 'Chief Technology Officer', 'E1001', 2850],
    ['E1004', 'Rafael', 'Quintero', 'Chief Financial Officer', 'E1001', 1100],
  ]),
  ...of('Sales', [
    ['E1010', 'Naomi', 'Fairchild', 'VP Sales', 'E1002', 1250],
    ['E1011', 'Daniel', 'Park', 'Senior Account Executive', 'E1010', 980],
    ['E1012', 'Sofia', 'Brandt', 'Account Executive', 'E1010', 760],
    ['E1013', 'Tobias', 'Renner', 'Account Executive', 'E1010', 640],
    ['E1014', 'Aisha', 'Mbeki', 'Senior Account Executive', 'E1010', 890],
    ['E1015', 'Lucas', 'Ferreira', 'Account Executive', 'E1010', 410],
    ['E1016', 'Hannah', 'Kowalski', 'Account Executive', 'E1010', 300],
    ['E1017', 'Omar', 'Haddad', 'Enterprise Account Executive', 'E1010', 520],
    ['E1018', 'Yuki', 'Tanabe', 'Solutions Engineer', 'E1010', 700],
    ['E1019', 'Marcus', 'Thiele', 'Account Executive', 'E1010', 1020, 94],
    ['E1020', 'Dana', 'Whitfield', 'Solutions Engineer', 'E1010', 350, 6],
    ['E1021', 'Colette', 'Dubois', 'Account Executive', 'E1010', 830, 150],
  ]),
  ...of('Sales Development', [
    ['E1025', 'Grace', 'Okonkwo', 'Manager, Sales Development', 'E1010', 560],
    ['E1026', 'Ben', 'Ashworth', 'Sales Development Representative', 'E1025', 210],
    ['E1027', 'Elena', 'Petrova', 'Senior Sales Development Representative', 'E1025', 30],
    ['E1028', 'Mateo', 'Villanueva', 'Sales Development Representative', 'E1025', 180],
    ['E1029', 'Freya', 'Lindgren', 'Sales Development Representative', 'E1025', 95],
    ['E1030', 'Kofi', 'Amoah', 'Sales Development Representative', 'E1025', 140],
    ['E1031', 'Chloe', 'Marchetti', 'Sales Development Representative', 'E1025', 60],
    ['E1032', 'Daniel', 'Parks', 'Sales Development Representative', 'E1025', 400, 23],
    ['E1033', 'Priya', 'Raman', 'Sales Development Representative', 'E1025', 450, 41],
    ['E1034', 'Jonas', 'Eklund', 'Manager, Sales Development', 'E1010', 1150, 17],
    ['E1035', 'Ruth', 'Abernathy', 'Sales Development Representative', 'E1025', 510, 210],
  ]),
  ...of('Customer Success', [
    ['E1040', 'Leila', 'Rahimi', 'Director, Customer Success', 'E1002', 870],
    ['E1041', 'Patrick', 'Noonan', 'Customer Success Manager', 'E1040', 540],
    ['E1042', 'Mei', 'Zhang', 'Customer Success Manager', 'E1040', 480],
    ['E1043', 'Amara', 'Diallo', 'Customer Success Manager', 'E1040', 320],
    ['E1044', 'Stefan', 'Vogel', 'Onboarding Specialist', 'E1040', 270],
    ['E1045', 'Camille', 'Roux', 'Support Engineer', 'E1040', 390],
  ]),
  ...of('Revenue Operations', [
    ['E1050', 'Theo', 'Lambert', 'Director, Revenue Operations', 'E1002', 910],
    ['E1051', 'Sunita', 'Deshpande', 'Revenue Operations Analyst', 'E1050', 450],
    ['E1052', 'Erik', 'Halvorsen', 'Salesforce Administrator', 'E1050', 620],
  ]),
  ...of('Marketing', [
    ['E1060', 'Olivia', 'Tremblay', 'VP Marketing', 'E1002', 780],
    ['E1061', 'Hugo', 'Castellano', 'Demand Generation Manager', 'E1060', 430],
    ['E1062', 'Wren', 'Callahan', 'Content Strategist', 'E1060', 250],
    ['E1063', 'Nadia', 'Faruqi', 'Product Marketing Manager', 'E1060', 360],
  ]),
  ...of('Engineering', [
    ['E1070', 'Piotr', 'Zielinski', 'VP Engineering', 'E1003', 1700],
    ['E1071', 'Anna', 'Bergqvist', 'Staff Engineer', 'E1070', 1600],
    ['E1072', 'Dev', 'Chatterjee', 'Senior Engineer', 'E1070', 1200],
    ['E1073', 'Lucia', 'Moreno', 'Senior Engineer', 'E1070', 990],
    ['E1074', 'Sam', 'Whitaker', 'Engineer', 'E1070', 420],
    ['E1075', 'Kenji', 'Mori', 'Engineer', 'E1070', 380],
    ['E1076', 'Isla', 'Drummond', 'Robotics Engineer', 'E1070', 290],
    ['E1077', 'Andre', 'Baptiste', 'Robotics Engineer', 'E1070', 730],
    ['E1078', 'Farah', 'Siddiqui', 'Test Engineer', 'E1070', 200],
    ['E1079', 'Nils', 'Overgaard', 'Engineer', 'E1070', 660, 120],
  ]),
  ...of('Finance', [
    ['E1080', 'Judith', 'Okafor', 'Controller', 'E1004', 840],
    ['E1081', 'Milan', 'Horvat', 'Accountant', 'E1080', 500],
    ['E1082', 'Tess', 'Vandermeer', 'Deal Desk Analyst', 'E1080', 310],
  ]),
  ...of('People', [
    ['E1085', 'Carmen', 'Iglesias', 'Head of People', 'E1001', 950],
    ['E1086', 'Joel', 'Sandberg', 'People Partner', 'E1085', 340],
  ]),
  ...of('IT', [
    ['E1090', 'Ravi', 'Krishnan', 'IT Manager', 'E1004', 1010],
    ['E1091', 'Bridget', 'Malone', 'IT Administrator', 'E1090', 580],
  ]),
]

export const emailOf = (first: string, last: string) => `${first}.${last}@${company.domain}`.toLowerCase()

/** Begins today: Okta and HR know her, and no app does yet. Not among `people`, whom the apps know. */
export const joiner: Person = {
  number: 'E1095',
  first: 'Iris',
  last: 'Vandaele',
  title: 'Sales Development Representative',
  department: 'Sales Development',
  manager: 'E1025',
  joined: 0,
  left: null,
}
