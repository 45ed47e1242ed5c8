from enum import IntEnum, auto
class Op(IntEnum):
    PUSH = auto(); ADD = auto(); SUB = auto(); MUL = auto(); LT = auto(); JMP = auto(); JZ = auto(); LOAD = auto(); STORE = auto(); PRINT = auto(); CALL = auto(); RET = auto(); HALT = auto(); DUP = auto()
class VMError(RuntimeError): pass
def assemble(src):
    labels, code = {}, []
    for line in src.strip().splitlines():
        line = line.split(";")[0].strip()
        if not line: continue
        if line.endswith(":"): labels[line[:-1]] = len(code); continue
        name, *args = line.split()
        code.append((Op[name.upper()], args[0] if args else None))
    out = []
    for o, a in code:
        if a is not None: a = labels[a] if a in labels else int(a) if a.lstrip("-").isdigit() else a
        out.append((o, a))
    return out
def run(code, limit=100000):
    stack, env, calls, pc, n, out = [], {}, [], 0, 0, []
    while True:
        n += 1
        if n > limit: raise VMError("limit")
        o, a = code[pc]; pc += 1
        if o is Op.PUSH: stack.append(a)
        elif o is Op.ADD: b = stack.pop(); stack[-1] += b
        elif o is Op.SUB: b = stack.pop(); stack[-1] -= b
        elif o is Op.MUL: b = stack.pop(); stack[-1] *= b
        elif o is Op.LT: b = stack.pop(); stack[-1] = int(stack[-1] < b)
        elif o is Op.JMP: pc = a
        elif o is Op.JZ:
            if not stack.pop(): pc = a
        elif o is Op.LOAD:
            try: stack.append(env[a])
            except KeyError: raise VMError(f"unbound {a}") from None
        elif o is Op.STORE: env[a] = stack.pop()
        elif o is Op.PRINT: out.append(stack.pop())
        elif o is Op.CALL: calls.append(pc); pc = a
        elif o is Op.RET: pc = calls.pop()
        elif o is Op.DUP: stack.append(stack[-1])
        elif o is Op.HALT: return out, n, env
fact = assemble("""
    push 1
    store acc
    push 20
    store n
loop:
    push 1
    load n
    lt
    jz done      ; n <= 1
    load acc
    load n
    mul
    store acc
    load n
    push 1
    sub
    store n
    jmp loop
done:
    load acc
    print
    halt
""")
print(run(fact), len(fact), fact[3])
sumsq = assemble("push 0\nstore i\npush 0\nstore s\nl:\nload i\npush 2000\nlt\njz e\nload s\nload i\ncall sq\nadd\nstore s\nload i\npush 1\nadd\nstore i\njmp l\nsq:\ndup\nmul\nret\ne:\nload s\nprint\nhalt")
print(run(sumsq))
for src in ["load x\nhalt", "l:\njmp l", "add", "push 1\nbogus 2", "jmp nowhere", "ret"]:
    try: print(run(assemble(src)))
    except Exception as e: print(type(e).__name__, e)
print([o.name for o in Op][:3], Op.ADD + 1, Op(3), Op["MUL"], repr(Op.HALT), sorted(Op)[-1].name, Op.PUSH in Op, len(Op))
def compile_expr(node):
    match node:
        case int(n): return [(Op.PUSH, n)]
        case str(v): return [(Op.LOAD, v)]
        case ("+" | "*" | "-" as o, l, r): return compile_expr(l) + compile_expr(r) + [({"+": Op.ADD, "*": Op.MUL, "-": Op.SUB}[o], None)]
        case _: raise SyntaxError(f"bad node {node!r}")
print(run(compile_expr(("+", 1, ("*", ("-", 10, 4), 7))) + [(Op.PRINT, None), (Op.HALT, None)])[0])
try: compile_expr(("?", 1))
except SyntaxError as e: print(e)
