"""pycparser: parses C with declarations of every shape, walks the tree, writes C back, reports errors."""

from pycparser import c_ast, c_generator, c_parser

SOURCE = r"""
typedef unsigned long size_t;
typedef struct node { int value; struct node *next; unsigned flags : 3; } node_t;
enum colour { RED, GREEN = 5, BLUE = GREEN << 1 };
union both { float f; char bytes[sizeof(float)]; };
static const char *const names[] = { "a", "b\n", [5] = "c" };
extern int (*handlers[10])(void *, size_t (*)(const char *, ...));
int sum(const node_t *list, int scale)
{
    int total = 0, i;
    for (i = 0; list != 0; list = list->next, ++i) {
        if (list->value < 0 || !(list->flags & 0x4u))
            continue;
        else if (i > 100)
            break;
        total += scale ? list->value * scale : -list->value;
    }
    do { total--; } while (total % 7);
    switch (total) {
    case RED: case 2: goto end;
    default: total = (int) 3.5e2L + 'x' + sizeof(node_t *);
    }
    while (1) { node_t here = { .value = 1, .next = 0 }; total ^= here.value; return (total, ~total); }
end:
    return total;
}
"""


class Counter(c_ast.NodeVisitor):
    def __init__(self):
        self.counts = {}
        self.functions = []

    def generic_visit(self, node):
        name = type(node).__name__
        self.counts[name] = self.counts.get(name, 0) + 1
        super().generic_visit(node)

    def visit_FuncDef(self, node):
        self.functions.append((node.decl.name, node.decl.coord.line, [p.name for p in node.decl.type.args.params]))
        self.generic_visit(node)


parser = c_parser.CParser()
tree = parser.parse(SOURCE, "demo.c")
counter = Counter()
counter.visit(tree)
print(sorted(counter.counts.items()))
print(counter.functions)
written = c_generator.CGenerator().visit(tree)
print(written)
again = c_generator.CGenerator().visit(c_parser.CParser().parse(written))
print(again == written)
for wrong in ("int x", "int f( { }", "int a = ;", "struct s { int; x };", "int y = 08 + @;", "return 1;"):
    try:
        c_parser.CParser().parse(wrong, "bad.c")
        print(repr(wrong), "parsed")
    except Exception as error:
        print(repr(wrong), type(error).__name__, error)
many = "".join(SOURCE.split("int sum")[0] if i == 0 else "int f%d(int a) { return a * %d + f%d(a - 1); }\n" % (i, i, i - 1) for i in range(150))
print(len(c_parser.CParser().parse(many).ext))
