namespace ChannelPortal.Features.DataFeeds;

/// <summary>Marker of this feature's texts.</summary>
public sealed class DataFeedsText;
