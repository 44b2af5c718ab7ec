"""A bare loop of `Bot.send_message`, one after the other: as fast as python-telegram-bot sends on this machine."""

import argparse
import asyncio
from time import perf_counter, process_time

from telegram import Bot
from telegram.constants import ParseMode


async def sent(url: str, token: str, messages: int, length: int) -> str:
    text = f"<b>Ferry</b> {'The ferry runs again from Thursday. ' * (length // 36)}"
    async with Bot(token, base_url=f"{url}/bot") as bot:
        await bot.send_message(1, text, ParseMode.HTML)
        began, used = perf_counter(), process_time()
        for number in range(messages):
            await bot.send_message(1000 + number, text, ParseMode.HTML)
        return f"{messages / (perf_counter() - began):.1f} {(process_time() - used) / messages * 1000:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("url")
    parser.add_argument("token")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--length", type=int, default=3500, help="characters of a message")
    arguments = parser.parse_args()
    print(asyncio.run(sent(arguments.url, arguments.token, arguments.messages, arguments.length)))


if __name__ == "__main__":
    main()
