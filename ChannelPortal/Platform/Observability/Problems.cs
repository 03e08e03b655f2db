using System.Diagnostics;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace ChannelPortal.Platform.Observability;

/// <summary>Errors as RFC 9457 problems: type, title, status, detail, and our code, trace id and errors by field.</summary>
public static class Problems
{
    public static ProblemDetails Of(HttpContext http, int status, IReadOnlyList<Error> errors, ErrorTexts texts)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(texts);
        var problem = new ProblemDetails
        {
            Type = "https://channelportal.example/problems/" + errors[0].Code.Replace('_', '-'),
            Title = texts.Describe(errors[0]),
            Status = status,
            Detail = string.Join(' ', errors.Select(e => texts.Describe(e))),
            Extensions = { ["code"] = errors[0].Code, ["traceId"] = TraceId(http) },
        };
        if (errors.Any(e => e.Field is not null))
        {
            problem.Extensions["errors"] = errors.Where(e => e.Field is not null)
                .GroupBy(e => e.Field!, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(e => texts.Describe(e)).ToArray(), StringComparer.Ordinal);
        }

        return problem;
    }

    /// <summary>The result of a command or query at an endpoint: 200, or the problem with the status that fits its code.</summary>
    public static IResult ToHttp<T>(this Result<T> result, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(http);
        if (result.Ok)
        {
            return Results.Ok(result.Value);
        }

        var status = result.Errors[0].Code switch
        {
            "not_found" => StatusCodes.Status404NotFound,
            "forbidden" => StatusCodes.Status403Forbidden,
            "command_id_reused" or "changed_meanwhile" => StatusCodes.Status409Conflict,
            "too_many_commands" or "rate_limited" => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Results.Problem(Of(http, status, result.Errors, http.RequestServices.GetRequiredService<ErrorTexts>()));
    }

    /// <summary>Correlation id shown in every error and written in every log line of the request.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http?.TraceIdentifier ?? "";
}
