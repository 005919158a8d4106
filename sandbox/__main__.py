"""`python -m sandbox [--port N]`: the sandbox alone, for testers in any language."""

import argparse
import asyncio
import sys

from sandbox.sandbox import Sandbox


async def serve(port: int) -> None:
    """Serve until cancelled, after printing address and token to standard output."""
    async with Sandbox.start(port) as telegram:
        sys.stdout.write(
            f"url    {telegram.url}\n"
            f"token  {telegram.token}\n"
            f"people {telegram.url}/sandbox/(person|update|fault|calls|messages)\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the port and serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0: a free one")
    try:
        asyncio.run(serve(parser.parse_args().port))
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
