namespace ChannelPortal.Features.Workbench.Components;

/// <summary>An amount to be paid, and the list of its invoices.</summary>
/// <param name="Key">Of the tile.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Count">Rows of the list; null while nothing tells them.</param>
public sealed record DueModel(string Key, long Amount, string Currency, int? Count, string Href, bool IsBad);
