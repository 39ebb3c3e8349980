"""Who may ask: this machine alone, or whoever has the token; pages of no other origin."""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "RefusedError", "new_token", "refusal"]

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
COOKIE = "netreel-preview"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class RefusedError(Exception):
    """A request cannot be done; `status` is HTTP's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def refusal(status: int, message: str) -> Response:
    """Return what is answered to a request that is refused."""
    headers = {"retry-after": "1"} if status == 503 else None
    return JSONResponse({"error": {"message": message}}, status, headers)


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


class Guard:
    """Refuses what does not come from a page of this server.

    A page elsewhere can send requests here, and have its own name lead here (DNS rebinding): the
    browser says so in Host, Origin and Sec-Fetch-Site.

    Parameters
    ----------
    app
        What is guarded.
    token
        What has to be known, in the address once and in a cookie from then on; None where only
        this machine can ask.
    """

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = self._refused(scope) or self._with_cookie(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (answer or self._app)(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._token is None and hostname(host) not in LOOPBACK:
            return refusal(403, "this address is not the preview's: open the one that it printed")
        origin = headers.get("origin")
        if origin is not None and (urlsplit(origin).netloc != host or not host):
            return refusal(403, "a page of another origin may not ask here")
        site = headers.get("sec-fetch-site", "none")
        if site not in ("same-origin", "none") and not is_link(headers, scope):
            return refusal(403, "a page of another origin may not ask here")
        if not self._is_known(scope, headers):
            return refusal(403, "open the address with the token that netreel preview printed")
        return None

    def _is_known(self, scope: Scope, headers: Headers) -> bool:
        if self._token is None:
            return True
        return any(
            hmac.compare_digest(given.encode(), self._token.encode())
            for given in (token_in_address(scope), token_in_cookie(headers))
        )

    def _with_cookie(self, scope: Scope) -> Response | None:
        """Keep the token in a cookie, out of the address."""
        if self._token is None or scope["method"] != "GET" or not token_in_address(scope):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        rest = urlencode({name: value for name, value in query.items() if name != "token"}, True)
        answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
        return answer


def is_link(headers: Headers, scope: Scope) -> bool:
    """Whether somebody followed a link from another site to a page of ours."""
    return (
        scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def hostname(host: str) -> str:
    """Return a Host header without its port; "" where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def token_in_address(scope: Scope) -> str:
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def token_in_cookie(headers: Headers) -> str:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""
