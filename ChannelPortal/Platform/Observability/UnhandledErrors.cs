using System.Globalization;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace ChannelPortal.Platform.Observability;

/// <summary>The last line: what went wrong on our side is logged with its id, and the person gets the id and not the stack.</summary>
internal static class UnhandledErrors
{
    public static async Task AnswerAsync(HttpContext http)
    {
        var exception = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, error) = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (StatusCodes.Status413PayloadTooLarge, Error.Of("body_too_large", (http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0) / 1024 / 1024)),
            BadHttpRequestException bad => (bad.StatusCode, Error.Of("bad_request")),
            System.Data.Common.DbException => (StatusCodes.Status503ServiceUnavailable, Error.Of("database_unavailable")),
            _ => (StatusCodes.Status500InternalServerError, Error.Of("server_error", Problems.TraceId(http))),
        };
        http.Response.StatusCode = status;
        var texts = http.RequestServices.GetRequiredService<ErrorTexts>();
        if (StatusPages.WantsHtml(http))
        {
            await StatusPages.RedirectAsync(http, status);
            return;
        }

        await Results.Problem(Problems.Of(http, status, [error], texts)).ExecuteAsync(http);
    }
}

/// <summary>Bare status codes: API callers get a problem, browsers get the page of the code.</summary>
internal static class StatusPages
{
    public static async Task AnswerAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        if (WantsHtml(http))
        {
            await RedirectAsync(http, status);
            return;
        }

        var code = status switch
        {
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status401Unauthorized => "key_required",
            _ => "bad_request",
        };
        await Results.Problem(Problems.Of(http, status, [Error.Of(code)], http.RequestServices.GetRequiredService<ErrorTexts>())).ExecuteAsync(http);
    }

    public static bool WantsHtml(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api") && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    public static Task RedirectAsync(HttpContext http, int status)
    {
        // A page that fails itself must not go round in circles.
        if (http.Request.Path.StartsWithSegments("/status"))
        {
            return Task.CompletedTask;
        }

        http.Response.Redirect(string.Create(CultureInfo.InvariantCulture, $"/status/{status}?id={Problems.TraceId(http)}"));
        return Task.CompletedTask;
    }
}
