"""jinja2 with markupsafe: inheritance, macros, filters, loops, sandbox, errors; renders a page with a big table."""

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.ext import Extension
from jinja2.sandbox import SandboxedEnvironment, SecurityError
from markupsafe import Markup, escape

TEMPLATES = {
    "base": "<html><title>{% block title %}base{% endblock %}</title>{% block body %}{% endblock %}</html>",
    "macros": "{% macro field(name, value='', kind='text') -%}"
    '<input name="{{ name }}" value="{{ value|e }}" type="{{ kind }}">{%- endmacro %}',
    "page": "{% extends 'base' %}{% from 'macros' import field %}"
    "{% block title %}{{ super() }} / {{ title|upper }}{% endblock %}"
    "{% block body %}{{ field('q', '<x>') }}{{ field('p', kind='password') }}"
    "{% for user in users if user.active %}"
    "<li class={{ loop.cycle('odd', 'even') }}>{{ loop.index }}/{{ loop.length }} {{ user.name }}"
    "{% if not loop.last %},{% endif %}</li>{% else %}none{% endfor %}{% endblock %}",
    "table": "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>",
    "tree": "{% for node in tree recursive %}({{ node.name }}{{ loop(node.kids) if node.kids }}){% endfor %}",
}


class Shout(Extension):
    tags = {"shout"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endshout",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_shout", []), [], [], body).set_lineno(line)

    def _shout(self, caller):
        return caller().upper() + "!"


env = Environment(loader=DictLoader(TEMPLATES), autoescape=True, extensions=[Shout, "jinja2.ext.do", "jinja2.ext.loopcontrols"])
env.filters["twice"] = lambda text: text * 2
env.tests["big"] = lambda number: number > 100


def show(source, **context):
    print(env.from_string(source).render(**context))


users = [{"name": "Ada <b>", "active": True}, {"name": "Bob", "active": False}, {"name": "Cy & Di", "active": True}]
print(env.get_template("page").render(title="users", users=users))
print(env.get_template("page").render(title="none", users=[]))
table = env.get_template("table").render(rows=[[r * c for c in range(40)] for r in range(200)])
print(len(table), table[:60], hash(table) == hash(str(table)))
print(env.get_template("tree").render(tree=[{"name": "a", "kids": [{"name": "b"}, {"name": "c", "kids": [{"name": "d"}]}]}]))
show("{{ items|sort(reverse=true)|join('-') }} {{ items|batch(2, 0)|list }} {{ items|sum }}", items=[3, 1, 2])
show("{{ 'a b c'|title|replace(' ', '_')|twice }} {{ '%05.2f'|format(3.14159) }} {{ 'x' ~ 1 ~ none }}")
show("{% set ns = namespace(n=0) %}{% for i in range(10) %}{% if i is big %}{% continue %}{% endif %}"
     "{% if i > 7 %}{% break %}{% endif %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}")
show("{% filter upper|trim %}  quiet {{ x }} {% endfilter %}|{% shout %}hey{% endshout %}", x="<&>")
show("{{ users|groupby('active')|map('first')|list }} {{ users|map(attribute='name')|list|length }}"
     " {{ users|selectattr('active')|map(attribute='name')|join(', ') }}", users=users)
show("{%- raw %}{{ raw }}{% endraw -%} {# comment #} {{ [1, 2, 3][1:] }} {{ {'a': 1}.a }} {{ 7 // 2 }} {{ 2 ** 10 }}")
show("{% call(item) each([1, 2]) %}[{{ item }}]{% endcall %}", each=lambda items, caller: Markup("").join(map(caller, items)))
show("{{ 'a long text that wraps somewhere'|wordwrap(12) }}|{{ 'abc'|indent(2, true) }}|{{ 'http://a.b'|urlize }}")
show("{{ data|tojson }} {{ '<i>x</i>'|striptags }} {{ 12345678|filesizeformat }}", data={"b": [1, None, "<>"], "a": 1.5})
print(escape("<a href='x'>\"&"), Markup("<b>%s</b>") % "<i>", Markup("&lt;x&gt;").unescape(), Markup("<p>a</p> b").striptags())
for source in ("{% if %}", "{{ a b }}", "{% for x in y %}", "{{ 'open }}"):
    try:
        env.from_string(source)
    except TemplateSyntaxError as error:
        print("line %d: %s" % (error.lineno, error.message))
try:
    Environment(undefined=StrictUndefined).from_string("a\n{{ missing.attr }}").render()
except UndefinedError as error:
    print(error)
try:
    SandboxedEnvironment().from_string("{{ f.__globals__.x }}").render(f=show)
except SecurityError as error:
    print(error)
print(env.compile("{{ a + 1 }}", raw=True).count("yield"), sorted(env.parse("{{ a }}{{ b.c }}").find_all(nodes.Name), key=lambda n: n.name)[1].name)
