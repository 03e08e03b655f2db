using System.Security.Claims;

namespace ChannelPortal.Platform.Ui;

/// <summary>A hit of the command palette.</summary>
/// <param name="Title">First line: a name or a number.</param>
/// <param name="Detail">Second line, e.g. the region.</param>
/// <param name="Href">Page that opens.</param>
/// <param name="Icon">A constant of <see cref="PortalIcons"/>.</param>
public sealed record PaletteHit(string Title, string? Detail, string Href, string Icon);

/// <summary>Finds things by name for the command palette (Ctrl+K). Register with <c>services.AddScoped&lt;IPaletteSource, …&gt;()</c>.</summary>
public interface IPaletteSource
{
    /// <summary>At most <paramref name="limit"/> hits that this person may see; the text is never empty.</summary>
    Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken);
}
