namespace ChannelPortal.Features.DataFeeds.Components;

/// <summary>A row that waits, as it stands on the page.</summary>
public sealed record RowEdit(Guid RowId, string? Code, string? Date, string? Quantity, string? Amount, string? Store, string? ProductId, bool IsRemembered, bool IsConfirmed);

/// <summary>How a difference is settled: by the right count, or by a cause.</summary>
public sealed record DifferenceAnswer(string ProductId, DateOnly SnapOn, string? Quantity, string? Cause, string? Comment);
