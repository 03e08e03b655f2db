namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>Products that an unknown code or name may mean, the likeliest first: by the pairs of signs that the texts share.</summary>
internal static class ProductSuggestions
{
    private const decimal Least = 0.25m;

    public static IReadOnlyList<FeedProduct> Of(string? code, string? name, IEnumerable<FeedProduct> products, int most = 5)
    {
        var wanted = new[] { code, name }.OfType<string>().Select(Pairs).Where(p => p.Count > 0).ToList();
        return wanted.Count == 0 ? [] :
        [
            .. products.Select(p => (Product: p, Score: wanted.Max(w => new[] { p.ProductId, p.Name, p.NameEn }.OfType<string>().Max(t => Alike(w, Pairs(t))))))
                .Where(s => s.Score >= Least).OrderByDescending(s => s.Score).ThenBy(s => s.Product.ProductId, StringComparer.Ordinal).Take(most).Select(s => s.Product),
        ];
    }

    private static decimal Alike(HashSet<string> a, HashSet<string> b) => a.Count + b.Count == 0 ? 0 : 2m * a.Count(b.Contains) / (a.Count + b.Count);

    private static HashSet<string> Pairs(string text)
    {
        var plain = string.Concat(text.ToUpperInvariant().Where(char.IsLetterOrDigit));
        return plain.Length < 2 ? [plain] : Enumerable.Range(0, plain.Length - 1).Select(i => plain.Substring(i, 2)).ToHashSet(StringComparer.Ordinal);
    }
}
