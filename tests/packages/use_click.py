"""click: a nested command line with options, prompts, help pages and errors, run in the test runner."""

import click
from click.testing import CliRunner


class Pair(click.ParamType):
    name = "pair"

    def convert(self, value, param, ctx):
        left, equals, right = value.partition("=")
        if not equals:
            self.fail("%r is not KEY=VALUE" % value, param, ctx)
        return left, right


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", count=True, help="Say more; may be given again.")
@click.version_option("1.2.3", prog_name="tool")
@click.pass_context
def cli(ctx, verbose):
    """A tool with several commands that shows what the library can do, in a text that is long enough to wrap."""
    ctx.obj = {"verbose": verbose}


@cli.command()
@click.argument("numbers", nargs=-1, type=int, required=True)
@click.option("--how", type=click.Choice(["sum", "max"], case_sensitive=False), default="sum", show_default=True)
@click.option("--scale", type=click.FloatRange(0, 10), default=1.0)
@click.pass_obj
def fold(obj, numbers, how, scale):
    """Fold NUMBERS into one."""
    result = (sum if how == "sum" else max)(numbers) * scale
    click.echo("%s of %d numbers is %g" % (how, len(numbers), result))
    if obj["verbose"]:
        click.secho("verbosity %d" % obj["verbose"], fg="red", bold=True)


@cli.command("set")
@click.option("--pair", "pairs", type=Pair(), multiple=True, help="One setting.")
@click.option("--name", prompt="Your name", default="nobody")
@click.option("--dry/--wet", default=False)
@click.confirmation_option(prompt="Really?")
def set_command(pairs, name, dry):
    """Set something."""
    click.echo("%s sets %s (%s)" % (name, dict(pairs), "dry" if dry else "wet"))


@cli.group()
def files():
    """Work on files."""


@files.command()
@click.argument("path", type=click.Path(exists=True))
def show(path):
    """Show one file."""


runner = CliRunner()


def run(*args, **kwargs):
    result = runner.invoke(cli, list(args), prog_name="tool", **kwargs)
    print("$", *args, "->", result.exit_code)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    print(result.output.rstrip())


run("--help")
run("--version")
run("fold", "--help")
run("-vv", "fold", "1", "2", "3", "--how", "MAX", "--scale", "2.5")
run("fold", "1", "x")
run("fold")
run("fold", "1", "--scale", "11")
run("fold", "1", "--how", "min")
run("set", "--pair", "a=1", "--pair", "b=2", "--dry", input="Ada\ny\n")
run("set", "--pair", "a", "--yes")
run("set", input="\nn\n")
run("files", "show", "/no/such/file")
run("files", "sho")
run("fold", "--hwo", "sum", "1")
print(click.unstyle(click.style("plain", fg="green", underline=True)), repr(click.style("x", bg="blue")))
print(click.formatting.wrap_text("word " * 30, width=40, initial_indent="* ", subsequent_indent="  "))
