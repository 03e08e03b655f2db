namespace ChannelPortal.Platform.Security;

/// <summary>
/// Refuses what another site makes the browser send with our cookie: WebSocket handshakes and hub negotiation with a foreign Origin, and
/// every request that changes something. SameSite=Lax alone does not cover the handshake (ASVS 3.5.1, 4.4.2).
/// </summary>
internal sealed class OriginGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (NeedsOwnOrigin(http.Request) && !IsOwnOrigin(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private static bool NeedsOwnOrigin(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/hubs")
        || (request.Headers.Cookie.Count > 0 && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method));

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        }

        // Programs send neither; browsers always send one of the two on these requests.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
    }
}
