using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ChannelPortal.Platform.Text;

/// <summary>Gives MudBlazor's built-in strings in the user's language; keys it asks for that we lack fall back to its English.</summary>
internal sealed class PortalMudLocalizer(IStringLocalizer<PlatformText> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];
}
