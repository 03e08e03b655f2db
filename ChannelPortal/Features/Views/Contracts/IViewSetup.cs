namespace ChannelPortal.Features.Views.Contracts;

/// <summary>A view to share with a role.</summary>
/// <param name="DealerId">The company that it belongs to; null for head office.</param>
public sealed record ViewDraft(string List, string Name, string Query, string Role, string? DealerId = null);

/// <summary>Puts shared views in place when a portal is set up. Repeating it changes nothing.</summary>
public interface IViewSetup
{
    Task SetUpAsync(IReadOnlyList<ViewDraft> views, CancellationToken cancellationToken);
}
