using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Tests.Support;
using CsCheck;

namespace ChannelPortal.Tests.Features.Returns;

/// <summary>Any shipments, bills and returns of an order line, on the domain's own arithmetic: nothing is billed or credited beyond its line, and the books balance.</summary>
public sealed class ReturnPropertyTests
{
    private const int Sequences = 10_000;

    [Fact]
    public void AnyBillsOfAnyShipments_SumToTheLine() =>
        Gen.Select(Gen.Long[1, 5_000_000], Gen.Long[1, 9_999_999_99], Gen.Long[1, 5_000_000].Array[1, 8]).Sample(
            (ordered, net, shipments) =>
            {
                var (shipped, billed) = (0L, 0L);
                foreach (var qty in shipments.Append(ordered))
                {
                    shipped = Math.Min(ordered, shipped + qty);
                    var part = Billing.Share(net, ordered, shipped) - billed;
                    Assert.True(part >= 0);
                    billed += part;
                }

                Assert.Equal(net, billed);
            },
            iter: Sequences);

    [Fact]
    public void AnyReturnsOfALine_GiveBackNeverMoreThanItsBill_AndTheLedgerSumsToZero() =>
        Gen.Select(Gen.Long[1, 5_000_000], Gen.Long[0, 9_999_999_99], Gen.Int[0, 17], Gen.Select(Gen.Long[1, 2_000_000], Gen.Int[0, 100]).Array[1, 10]).Sample(
            (qty, net, percent, returns) =>
            {
                var line = new BilledOrderLine("SO", 1, "P", qty, net, percent, 0, 0);
                var books = new List<(string Account, long Amount)>();
                Post(net, Billing.Tax(net, percent));
                var credited = 0L;
                foreach (var (back, fee) in returns)
                {
                    var part = Math.Min(back, line.Qty - line.CreditedQty);
                    var value = line.NetOf(part);
                    var given = ReturnPolicy.AfterFee(value, fee);
                    Assert.InRange(given, 0, value);
                    line = line with { CreditedQty = line.CreditedQty + part, CreditedNet = line.CreditedNet + given };
                    credited += value;
                    Assert.True(line.CreditedNet <= line.Net && credited <= line.Net, "More was credited than billed.");
                    Post(-given, -Billing.Tax(given, percent));
                }

                Assert.True(line.CreditedQty < line.Qty || credited == net, "All came back, but not all of its value.");
                Assert.Equal(0, books.Sum(b => b.Amount));

                // Rounding tax by note may differ from the bill by a cent a note, never by more.
                Assert.True(books.Where(b => b.Account == LedgerAccounts.Receivable).Sum(b => b.Amount) >= -returns.Length);

                void Post(long netAmount, long tax)
                {
                    var invoice = new InvoiceFact { InvoiceId = "I", DealerId = "D", InvoicedOn = Some.Day, NetAmount = netAmount, TaxAmount = tax, GrossAmount = netAmount + tax, EStatus = "issued" };
                    var entry = DocumentEntries.Invoice(invoice, _ => 0);
                    Assert.Equal(0, entry.Lines.Sum(l => l.Amount));
                    books.AddRange(entry.Lines);

                    // Posted once it has nothing more to say.
                    Assert.True(DocumentEntries.Invoice(invoice, a => entry.Lines.Where(l => l.Account == a).Sum(l => l.Amount)).IsEmpty);
                }
            },
            iter: Sequences);
}
