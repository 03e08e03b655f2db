using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Queries;

/// <summary>Which invoices a list shows.</summary>
/// <param name="Show">open, due7, overdue, paid, credit (credit notes), or null for all.</param>
/// <param name="Search">Part of the invoice's or the order's number.</param>
internal sealed record InvoiceFilter(string? Show = null, string? DealerId = null, string? Search = null);

/// <summary>A row of the list. Amounts in minor units.</summary>
internal sealed record InvoiceRow(
    string InvoiceId, string DealerId, string DealerName, string Currency, string? OrderId, DateOnly InvoicedOn, DateOnly DueOn, DateOnly? PaidOn, long Net, long Tax, long Gross, long Paid, string EStatus)
{
    public long Open => InvoiceState.Open(EStatus, PaidOn, Gross, Paid);

    public string StateOn(DateOnly today) => InvoiceState.Of(EStatus, Gross, Paid, Open, DueOn, today);
}

/// <summary>How many invoices wait, and how much.</summary>
internal sealed record InvoiceSums(int Open, long OpenAmount, int DueSoon, long DueSoonAmount, int Overdue, long OverdueAmount);

/// <summary>A page of invoices with count and sums of the whole filter.</summary>
internal sealed record InvoicePage(IReadOnlyList<InvoiceRow> Rows, int Count, long Gross, long OpenAmount, InvoiceSums Sums);

/// <summary>A line of an invoice.</summary>
internal sealed record InvoiceLineRow(int Line, string OrderId, string ProductId, long Qty, long Net, int TaxPercent);

/// <summary>Invoices of a scope.</summary>
internal sealed class FindInvoices(IAppDbFactory factory, BusinessClock clock)
{
    public async Task<InvoicePage> RunAsync(InvoiceFilter filter, DealerScope scope, int skip, int take, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        await using var db = factory.Create(scope);
        var all = db.Set<InvoiceFact>().AsNoTracking();
        if (!string.IsNullOrEmpty(filter.DealerId))
        {
            all = all.Where(i => i.DealerId == filter.DealerId);
        }

        var soon = today.AddDays(OpenInvoices.DueSoonDays);
        var waiting = await all.Open().Select(i => new { i.DueOn, Amount = i.GrossAmount - i.PaidAmount }).ToListAsync(cancellationToken);
        var (due, late) = (waiting.FindAll(i => i.DueOn >= today && i.DueOn < soon), waiting.FindAll(i => i.DueOn < today));
        var sums = new InvoiceSums(waiting.Count, waiting.Sum(i => i.Amount), due.Count, due.Sum(i => i.Amount), late.Count, late.Sum(i => i.Amount));
        var shown = filter.Show switch
        {
            "open" => all.Open(),
            "due7" => all.DueSoon(today),
            "overdue" => all.Overdue(today),
            "paid" => all.Where(i => i.PaidOn != null && i.GrossAmount >= 0),
            "credit" => all.Where(i => i.GrossAmount < 0),
            _ => all,
        };
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim().ToLowerInvariant();
            shown = shown.Where(i => i.InvoiceId.ToLower().Contains(text) || i.OrderId!.ToLower().Contains(text));
        }

        var total = await shown.GroupBy(_ => 1).Select(g => new
        {
            Count = g.Count(),
            Gross = g.Sum(i => i.EStatus == "red" ? 0 : i.GrossAmount),
            Open = g.Sum(i => i.PaidOn == null && i.EStatus != "red" ? i.GrossAmount - i.PaidAmount : 0),
        }).SingleOrDefaultAsync(cancellationToken);
        var sorted = filter.Show is "open" or "due7" or "overdue"
            ? shown.OrderBy(i => i.DueOn).ThenBy(i => i.InvoiceId)
            : shown.OrderByDescending(i => i.InvoicedOn).ThenByDescending(i => i.InvoiceId);
        var isChinese = PortalCultures.IsChinese();
        var rows = await (from invoice in sorted.Skip(skip).Take(take)
                          join dealer in db.Set<DealerFact>() on invoice.DealerId equals dealer.DealerId
                          select new InvoiceRow(
                              invoice.InvoiceId, invoice.DealerId, isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Currency, invoice.OrderId, invoice.InvoicedOn, invoice.DueOn, invoice.PaidOn,
                              invoice.NetAmount, invoice.TaxAmount, invoice.GrossAmount, invoice.PaidAmount, invoice.EStatus)).ToListAsync(cancellationToken);
        var ordered = filter.Show is "open" or "due7" or "overdue"
            ? rows.OrderBy(r => r.DueOn).ThenBy(r => r.InvoiceId, StringComparer.Ordinal)
            : rows.OrderByDescending(r => r.InvoicedOn).ThenByDescending(r => r.InvoiceId, StringComparer.Ordinal);
        return new InvoicePage([.. ordered], total?.Count ?? 0, total?.Gross ?? 0, total?.Open ?? 0, sums);
    }

    /// <summary>Lines of an invoice that the portal wrote; outside invoices name none.</summary>
    public async Task<IReadOnlyList<InvoiceLineRow>> LinesAsync(string invoiceId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<InvoiceLine>().AsNoTracking().Where(l => l.InvoiceId == invoiceId).OrderBy(l => l.Line)
            .Select(l => new InvoiceLineRow(l.Line, l.OrderId, l.ProductId, l.Qty, l.Net, l.TaxPercent)).ToListAsync(cancellationToken);
    }
}
