from dataclasses import dataclass, field, asdict, replace, FrozenInstanceError, fields
from enum import Enum, Flag, auto
from collections import defaultdict
from contextlib import contextmanager
class Kind(Enum):
    DEPOSIT = "d"
    WITHDRAW = "w"
    TRANSFER = "t"
    @property
    def sign(self): return -1 if self is Kind.WITHDRAW else 1
class Perm(Flag):
    READ = auto(); WRITE = auto(); ADMIN = READ | WRITE
class BankError(Exception): code = 1
class Insufficient(BankError):
    code = 2
    def __init__(self, need, have): super().__init__(f"need {need}, have {have}"); self.need, self.have = need, have
@dataclass(order=True)
class Money:
    cents: int
    cur: str = field(default="EUR", compare=False)
    def __post_init__(self):
        if not isinstance(self.cents, int): raise TypeError("cents must be int")
    def __add__(self, o): return replace(self, cents=self.cents + o.cents)
    def __sub__(self, o): return replace(self, cents=self.cents - o.cents)
    def __str__(self): return f"{self.cents // 100}.{self.cents % 100:02d} {self.cur}"
@dataclass(frozen=True)
class Entry:
    kind: Kind
    amount: Money
    tags: tuple = ()
@dataclass
class Account:
    owner: str
    balance: Money = field(default_factory=lambda: Money(0))
    log: list[Entry] = field(default_factory=list, repr=False)
    def deposit(self, m): self.balance += m; self.log.append(Entry(Kind.DEPOSIT, m))
    def withdraw(self, m):
        if self.balance < m: raise Insufficient(m, self.balance)
        self.balance -= m; self.log.append(Entry(Kind.WITHDRAW, m))
class Bank:
    def __init__(self): self.acc, self.audit = {}, []
    def __getitem__(self, n): return self.acc.setdefault(n, Account(n))
    @contextmanager
    def tx(self, *names):
        saved = {n: (self[n].balance, list(self[n].log)) for n in names}
        try: yield [self[n] for n in names]
        except BankError as e:
            for n, (b, l) in saved.items(): self[n].balance, self[n].log = b, l
            self.audit.append(f"rollback {e} code={e.code}")
        else: self.audit.append("commit " + ",".join(names))
        finally: self.audit.append("end")
b = Bank(); b["ann"].deposit(Money(10050)); b["bob"].deposit(Money(5))
with b.tx("ann", "bob") as (a, o): a.withdraw(Money(50)); o.deposit(Money(50))
with b.tx("ann", "bob") as (a, o): o.deposit(Money(99999)); a.withdraw(Money(99999))
try:
    with b.tx("ann") as (a,): a.withdraw("x")
except TypeError as e: print(type(e).__name__)
except AttributeError as e: print(type(e).__name__, e)
print(b["ann"], b["bob"], str(b["ann"].balance), b.audit, sep="\n")
print(b["ann"].log, sum(e.amount.cents * e.kind.sign for e in b["ann"].log), asdict(Money(5)), [f.name for f in fields(Account)], Money(1) < Money(2), Money(1, "USD") == Money(1), sorted([Money(3), Money(1)]), max(Money(1), Money(9)))
e = b["ann"].log[0]
for f in (lambda: setattr(e, "kind", 1), lambda: Money("x"), lambda: Money(), lambda: Money(1) < 5, lambda: Kind("zz"), lambda: Kind["ZZ"], lambda: hash(Money(1)), lambda: setattr(Kind.DEPOSIT, "value", 1), lambda: Account(), lambda: Money(1, 2, 3), lambda: Kind.NOPE):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
print(hash(Entry(Kind.DEPOSIT, 5)) == hash(Entry(Kind.DEPOSIT, 5)), {Kind.DEPOSIT: 1}[Kind("d")], list(Kind), Kind.TRANSFER.name, Kind.TRANSFER.value, repr(Kind.DEPOSIT), Kind.DEPOSIT.sign, Kind.DEPOSIT is Kind["DEPOSIT"], Kind.DEPOSIT in Kind, len(Kind))
print(Perm.READ | Perm.WRITE, Perm.ADMIN & Perm.READ, Perm.READ in Perm.ADMIN, ~Perm.READ, Perm(0), Perm.ADMIN == Perm.READ | Perm.WRITE, [p.name for p in Perm], bool(Perm(0)), Perm.READ ^ Perm.ADMIN)
stock = defaultdict(lambda: {"qty": 0, "price": 0}); hist = []
for line in ["+apple 10 2", "+pear 5 3", "-apple 3", "-pear 9", "?apple", "+apple 2 4", "bogus", "-kiwi 1", "+fig x 1"]:
    try:
        match line[0], line[1:].split():
            case "+", [n, q, p]: s = stock[n]; t = s["qty"] + int(q); s["price"] = (s["qty"] * s["price"] + int(q) * int(p)) / t; s["qty"] = t
            case "-", [n, q] if n in stock:
                if stock[n]["qty"] < int(q): raise Insufficient(int(q), stock[n]["qty"])
                stock[n]["qty"] -= int(q)
            case "-", [n, _]: raise KeyError(n)
            case "?", [n]: hist.append((n, stock[n]["qty"]))
            case op, _: raise ValueError(f"bad command {op!r}")
    except (BankError, LookupError, ValueError) as x: hist.append(f"{type(x).__name__}: {x}")
print({k: dict(v) for k, v in stock.items()}, hist, sep="\n")
