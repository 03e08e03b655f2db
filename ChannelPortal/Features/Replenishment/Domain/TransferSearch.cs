using Google.OrTools.Sat;

namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>Packs of a product that a dealer can give away.</summary>
/// <param name="Saved">What a pack given away saves its giver, minor units.</param>
internal sealed record Surplus(string DealerId, string ProductId, int Packs, long Saved);

/// <summary>Packs of a product that a dealer lacks.</summary>
/// <param name="UrgentPacks">Of them as many save sales that would be lost.</param>
/// <param name="Earned">What an urgent pack brings, minor units.</param>
internal sealed record Need(string DealerId, string ProductId, int Packs, int UrgentPacks, long Earned);

/// <summary>Packs that go from one dealer to another.</summary>
internal sealed record TransferMove(string GiverId, string ReceiverId, string ProductId, int Packs, long Benefit);

/// <summary>
/// Finds the transfers that bring most together: what they save and earn, less the trips. One trip carries several products, so a pair of dealers is worth a trip
/// or not as a whole, and a pack given to one is missing for another: a mixed integer problem, solved to proven optimality or to the best found in the time.
/// </summary>
internal static class TransferSearch
{
    /// <param name="tripCost">Minor units of a trip between two dealers; null when they are too far apart.</param>
    public static IReadOnlyList<TransferMove> Find(
        IReadOnlyList<Surplus> surpluses, IReadOnlyList<Need> needs, Func<string, string, long?> tripCost, TimeSpan longest, CancellationToken cancellationToken)
    {
        var model = new CpModel();
        var moves = new List<(Surplus From, Need To, IntVar Packs)>();
        var trips = new Dictionary<(string, string), (BoolVar Made, long Cost)>();
        var needsOf = needs.Where(n => n.Packs > 0).ToLookup(n => n.ProductId, StringComparer.Ordinal);
        foreach (var surplus in surpluses.Where(s => s.Packs > 0))
        {
            foreach (var need in needsOf[surplus.ProductId].Where(n => n.DealerId != surplus.DealerId))
            {
                var pair = (surplus.DealerId, need.DealerId);
                if (!trips.TryGetValue(pair, out var trip))
                {
                    if (tripCost(surplus.DealerId, need.DealerId) is not { } cost)
                    {
                        continue;
                    }

                    trip = trips[pair] = (model.NewBoolVar($"trip {pair}"), cost);
                }

                var most = Math.Min(surplus.Packs, need.Packs);
                var packs = model.NewIntVar(0, most, $"packs {pair} {surplus.ProductId}");
                model.Add(packs <= most * (LinearExpr)trip.Made);
                moves.Add((surplus, need, packs));
            }
        }

        if (moves.Count == 0)
        {
            return [];
        }

        var worth = new List<LinearExpr>();
        foreach (var group in moves.GroupBy(m => m.From))
        {
            model.Add(LinearExpr.Sum(group.Select(m => m.Packs)) <= group.Key.Packs);
            worth.Add(LinearExpr.Sum(group.Select(m => m.Packs)) * group.Key.Saved);
        }

        foreach (var group in moves.GroupBy(m => m.To))
        {
            var all = LinearExpr.Sum(group.Select(m => m.Packs));
            var urgent = model.NewIntVar(0, group.Key.UrgentPacks, $"urgent {group.Key.DealerId} {group.Key.ProductId}");
            model.Add(all <= group.Key.Packs);
            model.Add(urgent <= all);
            worth.Add(urgent * group.Key.Earned);
        }

        worth.AddRange(trips.Values.Select(t => (LinearExpr)t.Made * -t.Cost));
        model.Maximize(LinearExpr.Sum(worth));

        // Interleaved workers under a limit of work instead of time: the same stock gives the same proposals on any machine.
        var solver = new CpSolver { StringParameters = FormattableString.Invariant($"max_deterministic_time:{longest.TotalSeconds},num_workers:8,interleave_search:true,random_seed:7,relative_gap_limit:0.001") };
        using var stop = cancellationToken.Register(solver.StopSearch);
        var status = solver.Solve(model);
        cancellationToken.ThrowIfCancellationRequested();
        return status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)
            ? []
            : [.. moves.Select(m => (m.From, m.To, Packs: (int)solver.Value(m.Packs))).Where(m => m.Packs > 0)
                .Select(m => new TransferMove(m.From.DealerId, m.To.DealerId, m.From.ProductId, m.Packs, (m.Packs * m.From.Saved) + (Math.Min(m.Packs, m.To.UrgentPacks) * m.To.Earned)))];
    }
}
