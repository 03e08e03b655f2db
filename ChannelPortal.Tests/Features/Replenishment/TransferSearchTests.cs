using ChannelPortal.Features.Replenishment.Domain;

namespace ChannelPortal.Tests.Features.Replenishment;

public sealed class TransferSearchTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(4);

    [Fact]
    public void Find_OneTripForSeveralProducts_BeatsTheDearestMoveFirst()
    {
        // Taking the best single move first sends A's P1 to C; then the trip to B pays no more. Both to B on one trip is better.
        Surplus[] surpluses = [new("A", "P1", 1, 100), new("A", "P2", 1, 80)];
        Need[] needs = [new("B", "P1", 1, 1, 20), new("B", "P2", 1, 1, 40), new("C", "P1", 1, 1, 60)];
        var moves = TransferSearch.Find(surpluses, needs, (_, _) => 110, s_long, CancellationToken.None);
        Assert.Equal([("A", "B", "P1"), ("A", "B", "P2")], moves.Select(m => (m.GiverId, m.ReceiverId, m.ProductId)).Order());
        Assert.Equal(240, moves.Sum(m => m.Benefit));
    }

    [Fact]
    public void Find_NeverGivesMoreThanThereIs_NorMoreThanIsLacking_NorFartherThanAllowed()
    {
        var random = new Random(4);
        var surpluses = Enumerable.Range(0, 6).SelectMany(d => Enumerable.Range(0, 3).Select(p => new Surplus($"G{d}", $"P{p}", random.Next(0, 9), random.Next(1, 90)))).ToList();
        var needs = Enumerable.Range(0, 6).SelectMany(d => Enumerable.Range(0, 3).Select(p => new Need($"R{d}", $"P{p}", random.Next(0, 9), 2, random.Next(1, 400)))).ToList();
        long? Cost(string a, string b) => (a[^1] + b[^1]) % 3 == 0 ? null : 150 + (a[^1] * 3);
        var moves = TransferSearch.Find(surpluses, needs, Cost, s_long, CancellationToken.None);
        Assert.NotEmpty(moves);
        Assert.All(moves, m => Assert.NotNull(Cost(m.GiverId, m.ReceiverId)));
        Assert.All(moves.GroupBy(m => (m.GiverId, m.ProductId)), g => Assert.True(g.Sum(m => m.Packs) <= surpluses.Single(s => (s.DealerId, s.ProductId) == g.Key).Packs));
        Assert.All(moves.GroupBy(m => (m.ReceiverId, m.ProductId)), g => Assert.True(g.Sum(m => m.Packs) <= needs.Single(n => (n.DealerId, n.ProductId) == g.Key).Packs));
        Assert.Equal(moves, TransferSearch.Find(surpluses, needs, Cost, s_long, CancellationToken.None));
    }

    [Fact]
    public void Find_ATripThatCostsMoreThanItBrings_IsNotMade() =>
        Assert.Empty(TransferSearch.Find([new Surplus("A", "P1", 5, 10)], [new Need("B", "P1", 5, 5, 10)], (_, _) => 1_000, s_long, CancellationToken.None));
}
