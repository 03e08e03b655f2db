using ChannelPortal.Features.DataFeeds.Contracts;

namespace ChannelPortal.Features.DataFeeds.Components;

/// <summary>When a dealer's feed shall be due; null as its tier says.</summary>
public sealed record ScheduleEdit(string DealerId, string Kind, FeedRhythm? Rhythm, string Reason);
