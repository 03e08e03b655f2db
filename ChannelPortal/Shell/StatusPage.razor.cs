using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Shell;

/// <summary>The static page behind a bare status code. It answers with that code, so that a script sees what a person reads.</summary>
public sealed partial class StatusPage
{
    [Parameter]
    public int Code { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    private string? Id { get; set; }

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private string Kind => Code switch
    {
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status503ServiceUnavailable => "Unavailable",
        _ => "Failed",
    };

    // The id comes back through the address, so only the form of a trace id is repeated.
    private string? ShownId => Id is { Length: > 0 and <= 64 } && Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':') ? Id : null;

    protected override void OnInitialized()
    {
        if (Context is { Response.HasStarted: false } && Code is >= 400 and <= 599)
        {
            // Not before the body is written: Blazor answers a page that sets 404 while it renders with nothing at all.
            var response = Context.Response;
            response.OnStarting(() =>
            {
                response.StatusCode = Code;
                return Task.CompletedTask;
            });
        }
    }
}
