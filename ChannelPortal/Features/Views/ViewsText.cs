namespace ChannelPortal.Features.Views;

/// <summary>Texts of this feature, beside this file.</summary>
public sealed class ViewsText;
