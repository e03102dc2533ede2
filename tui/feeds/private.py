"""Keeping out of private networks where nobody asked us to go there.

Whoever writes a feed can redirect us to http://192.168.1.1/. Addresses that the user typed are not
this module's business: they may be anywhere.
"""

from __future__ import annotations

import ipaddress
from typing import Any

import httpcore
import httpx

from tui.errors import FetchError


class _PublicOnly(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only. It looks at the connection itself, before anything is
    said on it: a name may stand for another address each time it is asked for."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(self, host: str, *args: Any, **options: Any) -> Any:
        """As httpcore's own. Raises FetchError."""
        stream = await self._backend.connect_tcp(host, *args, **options)
        peer = stream.get_extra_info("server_addr")
        if not public(peer[0]):
            await stream.aclose()
            raise FetchError(
                f"A link or redirect leads into a private network ({host}): "
                "write that address into feeds.toml if you trust it."
            )
        return stream


def public(host: str) -> bool:
    """Whether an IP address can belong to a host of the public internet."""
    ip = ipaddress.ip_address(host.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


def keep_out(client: httpx.AsyncClient) -> None:
    """Let a client connect to public addresses only; others raise FetchError.

    httpx has no public place for a backend (hence its pinned version). A proxy from the environment
    has its own transport and its own say in what it reaches.
    """
    pool = client._transport._pool  # type: ignore[attr-defined]
    pool._network_backend = _PublicOnly(pool._network_backend)
