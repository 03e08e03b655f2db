using System.Globalization;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Components;

/// <summary>Price, quantities and days as they are typed.</summary>
public sealed class PriceTerms(DateOnly from)
{
    private readonly List<Error> wrong = [];

    /// <summary>price or discount.</summary>
    public string How { get; set; } = "price";

    public string Value { get; set; } = "";

    public string Min { get; set; } = "";

    public string Max { get; set; } = "";

    public DateOnly From { get; set; } = from;

    public DateOnly? LastDay { get; set; }

    internal IReadOnlyList<Error> Wrong => wrong;

    internal DateOnly? To => LastDay?.AddDays(1);

    internal long? Price { get; private set; }

    internal int? Discount { get; private set; }

    internal long MinQuantity { get; private set; }

    internal long? MaxQuantity { get; private set; }

    /// <summary>Turns what was typed into numbers; false when something is none.</summary>
    internal bool Read()
    {
        wrong.Clear();
        var value = Number(Value, "value", How == "price" ? 1_000_000_000m : 100m);
        Price = How == "price" ? Scaled(value, Money.PriceScale) : null;
        Discount = How == "price" ? null : (int?)Scaled(value, 100);
        MinQuantity = Min.Trim().Length == 0 ? 0 : Scaled(Number(Min, "minQuantity", 10_000_000m), Money.QuantityScale) ?? 0;
        MaxQuantity = Max.Trim().Length == 0 ? null : Scaled(Number(Max, "maxQuantity", 10_000_000m), Money.QuantityScale);
        return wrong.Count == 0;
    }

    internal static decimal? Parse(string text, decimal most) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most ? number : null;

    internal static long? Scaled(decimal? number, int scale) => number is { } known ? (long)Math.Round(known * scale, 0, MidpointRounding.AwayFromZero) : null;

    private decimal? Number(string text, string field, decimal most)
    {
        var number = Parse(text, most);
        if (number is null)
        {
            wrong.Add(Error.Of("price_not_a_number", text).On(field));
        }

        return number;
    }
}

/// <summary>The form of a price row or promotion. The id belongs to the form, so a double click saves once.</summary>
internal sealed class PriceForm(string commandId, DateOnly today, PriceRowView? row = null)
{
    public string CommandId => commandId;

    public Guid? Supersedes => row?.Id;

    public string Scope { get; set; } = row?.Scope ?? PriceScopes.Dealer;

    public string? ScopeKey { get; set; } = row?.ScopeKey;

    public string? ProductId { get; set; } = row?.ProductId;

    public string? Category { get; set; } = row?.Category;

    public string? Reason { get; set; }

    public string Name { get; set; } = "";

    public string NameEn { get; set; } = "";

    public bool IsStackable { get; set; }

    public PriceTerms Terms { get; } = new(today)
    {
        How = row is { Price: null } ? "discount" : "price",
        Value = row is null ? "" : ((row.Price / (decimal)Money.PriceScale) ?? ((row.Discount ?? 0) / 100m)).ToString("0.####", CultureInfo.InvariantCulture),
        Min = row is { MinQuantity: > 0 } ? (row.MinQuantity / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture) : "",
        Max = row?.MaxQuantity is { } most ? (most / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture) : "",
    };

    public SetPrice? ToCommand() => Terms.Read()
        ? new SetPrice(
            Scope, Scope == PriceScopes.Base ? null : Known(ScopeKey), Known(ProductId), Known(ProductId) is null ? Known(Category) : null, Terms.Price, Terms.Discount,
            Terms.MinQuantity, Terms.MaxQuantity, Terms.From, Terms.To, Supersedes, Known(Reason))
        : null;

    public CreatePromotion? ToPromotion() => Terms.Read()
        ? new CreatePromotion(
            Name, NameEn, Known(ProductId), Known(ProductId) is null ? Known(Category) : null, Terms.Price, Terms.Discount, Terms.MinQuantity, Terms.From,
            Terms.To ?? Terms.From, IsStackable)
        : null;

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
