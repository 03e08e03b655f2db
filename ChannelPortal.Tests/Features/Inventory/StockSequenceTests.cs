using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using CsCheck;
using static ChannelPortal.Tests.Features.Inventory.Stocking;

namespace ChannelPortal.Tests.Features.Inventory;

/// <summary>Whatever happens to stock in whatever order: the book adds up and nothing is negative or promised twice.</summary>
public abstract class StockSequenceTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly string[] s_steps = ["reserve", "hold", "confirm", "release", "cancel", "ship", "ship all", "receive", "return", "spoiled", "set aside", "take back", "count", "fill", "wait"];

    private static readonly Gen<(string Step, int Order, int Units, bool IsNear)[]> s_sequences =
        Gen.Select(Gen.Int[0, s_steps.Length - 1], Gen.Int[1, 4], Gen.Int[1, 40], Gen.Bool).Select(s => (s_steps[s.Item1], s.Item2, s.Item3, s.Item4)).Array[1, 30];

    private int sequences;

    [Fact]
    public async Task AnySequence_BookAddsUpAndNothingIsNegative()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await s_sequences.SampleAsync(steps => RunAsync(ordering, steps), iter: 60, threads: 1);
    }

    private async Task RunAsync(Ordering ordering, (string Step, int Order, int Units, bool IsNear)[] steps)
    {
        var run = (++sequences).ToString(CultureInfo.InvariantCulture);
        var product = "X" + run;
        await ordering.Portal.RecordAsync("p" + run, Some.Product(product));
        await ordering.CountAsync("c" + run, Count(product, 50), Count(product, 20, Guangzhou));
        var stock = ordering.Portal.Get<IStock>();
        for (var i = 0; i < steps.Length; i++)
        {
            var (step, number, units, isNear) = steps[i];
            var (order, document) = ($"SO-{run}-{number.ToString(CultureInfo.InvariantCulture)}", $"{run}-{i.ToString(CultureInfo.InvariantCulture)}");
            var (dealer, qty, centre) = (number % 2 == 0 ? "D0001" : "D0002", units * 1_000L, isNear ? Hangzhou : Guangzhou);
            OrderStockLine[] line = [new(1, product, qty)];
            await using var db = ordering.Database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            switch (step)
            {
                case "reserve" or "hold" or "confirm":
                    await stock.ReserveAsync(db, dealer, order, line, step == "hold", Cancellation);
                    break;
                case "release":
                    await stock.ReleaseAsync(db, order, line, Cancellation);
                    break;
                case "cancel":
                    await stock.ReleaseAsync(db, order, null, Cancellation);
                    break;
                case "ship":
                    await stock.ShipAsync(db, order, document, line, Cancellation);
                    break;
                case "ship all":
                    await stock.ShipAsync(db, order, document, null, Cancellation);
                    break;
                case "return" or "spoiled":
                    await stock.ReturnAsync(db, dealer, document, [new ReturnedLine(1, product, qty, step == "return")], Cancellation);
                    break;
                case "set aside" or "take back":
                    await stock.QuarantineAsync(db, centre, product, step == "take back" ? -qty : qty, document, Cancellation);
                    break;
            }

            await transaction.CommitAsync(Cancellation);
            switch (step)
            {
                case "receive":
                    Assert.True((await ordering.SendAsync(new ReceiveStock(centre, document, [new StockLine(product, qty)]), Warehouse)).Ok);
                    break;
                case "count":
                    await ordering.CountAsync("n" + document, Count(product, units, centre));
                    break;
                case "fill":
                    await ordering.Keeper().FillAsync(Cancellation);
                    break;
                case "wait":
                    ordering.Portal.Time.Advance(TimeSpan.FromHours(1));
                    await ordering.Keeper().ExpireAsync(Cancellation);
                    break;
            }

            await using var after = ordering.Database.Open();
            await CheckBookAsync(after, product);
        }
    }
}

public sealed class StockSequenceOnSqliteTests(SqliteDatabase database) : StockSequenceTests(database), IClassFixture<SqliteDatabase>;

public sealed class StockSequenceOnPostgreSqlTests(PostgreSqlDatabase database) : StockSequenceTests(database), IClassFixture<PostgreSqlDatabase>;
