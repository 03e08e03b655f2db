using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ChannelPortal.Platform.Text;

/// <summary>Gives MudBlazor's built-in strings in the user's language; a test holds that all its keys are there.</summary>
internal sealed class PortalMudLocalizer(IStringLocalizer<MudBlazorText> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];
}
