using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>What the order form opens with.</summary>
/// <param name="Standing">Null when the caller belongs to no dealer.</param>
/// <param name="Kept">Lines of the draft whose product still exists.</param>
internal sealed record OrderFormStart(
    CreditStanding? Standing, IReadOnlyList<CatalogueCategory> Categories, SavedDraft? Draft, IReadOnlyList<(PricedProduct Product, long Quantity)> Kept);

/// <summary>Everything that the order form reads.</summary>
internal interface IOrderForms
{
    IPriceCatalogue Catalogue { get; }

    Task<OrderFormStart> StartAsync(Caller caller, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IOrderForms"/>
internal sealed class OrderForms(IPriceCatalogue prices, IProductCatalogue products, ICreditAccounts credit, GetOrderDraft drafts) : IOrderForms
{
    public IPriceCatalogue Catalogue => prices;

    public async Task<OrderFormStart> StartAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId)
        {
            return new OrderFormStart(null, [], null, []);
        }

        var draft = await drafts.RunAsync(caller, cancellationToken);
        var known = draft is null
            ? new Dictionary<string, PricedProduct>(StringComparer.Ordinal)
            : await prices.ByIdsAsync(caller, [.. draft.Lines.Select(l => l.ProductId)], cancellationToken);
        return new OrderFormStart(
            await credit.FindAsync(dealerId, caller.Scope, cancellationToken),
            await products.CategoriesAsync(cancellationToken),
            draft,
            [.. (draft?.Lines ?? []).Where(l => known.ContainsKey(l.ProductId)).Select(l => (known[l.ProductId], l.Quantity))]);
    }
}
