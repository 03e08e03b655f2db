using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Domain;

/// <summary>The arithmetic of bills.</summary>
internal static class Billing
{
    /// <summary>The part of an amount that a part of its quantity stands for. The whole quantity is the whole amount.</summary>
    public static long Share(long amount, long of, long part) =>
        of == 0 || part == of ? amount : (long)Math.Round((decimal)amount * part / of, 0, MidpointRounding.AwayFromZero);

    public static long Tax(long net, int percent) => Money.ToMinor(net / (decimal)Money.MinorPerMajor * percent / 100);

    /// <summary>The rate behind amounts of an outside invoice.</summary>
    public static int PercentOf(long net, long tax) => net == 0 ? 0 : (int)Math.Round(tax * 100m / net, 0, MidpointRounding.AwayFromZero);

    /// <summary>Settles invoices in their order, as far as the amount goes. Returns those that it changed.</summary>
    public static IReadOnlyList<InvoiceFact> Settle(IEnumerable<InvoiceFact> open, long amount, DateOnly day)
    {
        var changed = new List<InvoiceFact>();
        foreach (var invoice in open)
        {
            var part = Math.Min(amount, invoice.GrossAmount - invoice.PaidAmount);
            if (part <= 0)
            {
                break;
            }

            invoice.PaidAmount += part;
            invoice.PaidOn = invoice.PaidAmount == invoice.GrossAmount ? day : null;
            amount -= part;
            changed.Add(invoice);
        }

        return changed;
    }
}
