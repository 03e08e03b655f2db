namespace ChannelPortal.Features.Search;

/// <summary>Texts of this feature, beside this file.</summary>
public sealed class SearchText;
