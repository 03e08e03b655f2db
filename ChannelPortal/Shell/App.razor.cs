using ChannelPortal.Platform.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Shell;

/// <summary>The document. Pages are interactive over one circuit; account and error pages opt out and stay static.</summary>
public sealed partial class App
{
    private static readonly InteractiveServerRenderMode s_interactive = new(prerender: true);

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private IComponentRenderMode? Interactive => Context.AcceptsInteractiveRouting() ? s_interactive : null;

    private string Theme => Appearance.Read(Context.Request);

    private string Rail => Context.Request.Cookies[Appearance.RailCookie] == "narrow" ? "narrow" : "wide";

    private string Zone => Options.Value.TimeZone;

    private string Currency => Options.Value.Currency;
}
