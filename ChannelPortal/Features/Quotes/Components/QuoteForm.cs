using System.Globalization;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Components;

/// <summary>A line of a request while it is being written; what was typed stays until it can be read.</summary>
internal sealed class QuoteFormRow(CatalogueProduct product)
{
    public CatalogueProduct Product => product;

    public string Quantities { get; set; } = Plain([product.PackQty]);

    public string? AskPrice { get; set; }

    public string? Note { get; set; }

    public IReadOnlyList<Error> Errors { get; set; } = [];

    public IReadOnlyList<long>? Read => QuoteWords.ReadQuantities(Quantities);

    public static string Plain(IEnumerable<long> quantities) =>
        string.Join(", ", quantities.Select(q => (q / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture)));
}

/// <summary>A request while it is being written.</summary>
internal sealed class QuoteForm
{
    public List<QuoteFormRow> Rows { get; } = [];

    public string? Note { get; set; }

    public QuoteUpload? File { get; set; }

    public static QuoteForm Of(QuoteFormStart start)
    {
        var form = new QuoteForm { Note = start.Note };
        form.Rows.AddRange(start.Lines.Select(l => new QuoteFormRow(l.Product)
        {
            Quantities = QuoteFormRow.Plain(l.Quantities),
            AskPrice = l.AskPrice is { } price ? QuoteWords.Field(price) : null,
            Note = l.Note,
        }));
        return form;
    }

    public void Add(CatalogueProduct product)
    {
        if (!Rows.Exists(r => r.Product.ProductId == product.ProductId))
        {
            Rows.Add(new QuoteFormRow(product));
        }
    }

    /// <summary>Null when something cannot be read; the rows then say what.</summary>
    public AskForQuote? ToCommand(string? no)
    {
        foreach (var row in Rows)
        {
            row.Errors =
            [
                .. row.Read is null ? [Error.Of("quote_quantities_unread", row.Quantities)] : Array.Empty<Error>(),
                .. !string.IsNullOrWhiteSpace(row.AskPrice) && QuoteWords.ReadPrice(row.AskPrice) is null ? [Error.Of("quote_ask_price", row.Product.ProductId)] : Array.Empty<Error>(),
            ];
        }

        return Rows.Exists(r => r.Errors.Count > 0) ? null : new AskForQuote(
            no, [.. Rows.Select(r => new AskLine(r.Product.ProductId, r.Read!, QuoteWords.ReadPrice(r.AskPrice), r.Note))], Note, File);
    }

    /// <summary>Puts refusals on their rows and returns the others.</summary>
    public IReadOnlyList<Error> Refuse(IReadOnlyList<Error> errors)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"lines[{i}].");
            Rows[i].Errors = [.. errors.Where(e => e.Field?.StartsWith(place, StringComparison.Ordinal) == true)];
        }

        return [.. errors.Where(e => e.Field?.StartsWith("lines[", StringComparison.Ordinal) != true)];
    }
}
