namespace ChannelPortal.Features.Logistics.Components;

/// <summary>A filter that says how many rows it holds.</summary>
/// <param name="IsBad">Rows in it are bad news.</param>
public sealed record StageTab(string Key, string Word, int Count, string Href, bool IsBad = false);
