using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Commands;

/// <summary>Proposes weights for the quarters from one on. Hundredths.</summary>
[Permission(HealthPermissions.Weights)]
internal sealed record ProposeWeights(int Sales, int Compliance, int Loyalty, int Digital, int Potential, string FromQuarter, string Reason) : ICommand<int>;

internal sealed class ProposeWeightsHandler(BusinessClock clock) : ICommandHandler<ProposeWeights, int>
{
    private const int Longest = 500;

    public async Task<Result<int>> HandleAsync(ProposeWeights command, CommandContext context, CancellationToken cancellationToken)
    {
        int[] parts = [command.Sales, command.Compliance, command.Loyalty, command.Digital, command.Potential];
        if (parts.Any(p => p is < 0 or > 100) || parts.Sum() != 100)
        {
            return Error.Of("health_weights_sum", parts.Sum()).On("weights");
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > Longest)
        {
            return Error.Of("health_reason_required").On("reason");
        }

        if (Quarters.Parse(command.FromQuarter) is not { } quarter || WeightsDecision.IsPast(quarter.Start, clock.DayOf(context.Now)))
        {
            return Error.Of("health_weights_past", command.FromQuarter).On("quarter");
        }

        if (await context.Db.Set<WeightsVersion>().AnyAsync(v => v.State == WeightsVersion.Proposed, cancellationToken))
        {
            return Error.Of("health_weights_waiting");
        }

        var no = (await context.Db.Set<WeightsVersion>().MaxAsync(v => (int?)v.No, cancellationToken) ?? WeightsVersion.Standard) + 1;
        context.Db.Add(new WeightsVersion
        {
            No = no, Sales = command.Sales, Compliance = command.Compliance, Loyalty = command.Loyalty, Digital = command.Digital, Potential = command.Potential, FromQuarter = quarter.Start,
            Reason = command.Reason.Trim(), ProposedBy = context.Caller.UserId, ProposedByName = context.Caller.Name, ProposedAt = context.Now,
        });
        context.Audit("health.weights_proposed", "health_weights", WeightsDecision.IdOf(no), null, new { parts, command.FromQuarter }, command.Reason);
        return no;
    }
}

/// <summary>Another person puts proposed weights in force.</summary>
[Permission(HealthPermissions.Decide)]
internal sealed record PublishWeights(int No) : ICommand<bool>;

internal sealed class PublishWeightsHandler(BusinessClock clock) : ICommandHandler<PublishWeights, bool>
{
    public async Task<Result<bool>> HandleAsync(PublishWeights command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<WeightsVersion>().SingleOrDefaultAsync(v => v.No == command.No, cancellationToken) is not { } version)
        {
            return Error.NotFound;
        }

        if (WeightsDecision.IsPast(version.FromQuarter, clock.DayOf(context.Now)))
        {
            return Error.Of("health_weights_past", Quarters.Of(version.FromQuarter).ToString());
        }

        if (version.Publish(context.Caller, context.Now) is { } refused)
        {
            return refused;
        }

        context.Audit("health.weights_published", "health_weights", WeightsDecision.IdOf(version.No), null, version.Weights);
        return true;
    }
}

/// <summary>Takes a proposal back, or turns it down.</summary>
[Permission(HealthPermissions.Weights)]
internal sealed record WithdrawWeights(int No) : ICommand<bool>;

internal sealed class WithdrawWeightsHandler : ICommandHandler<WithdrawWeights, bool>
{
    public async Task<Result<bool>> HandleAsync(WithdrawWeights command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<WeightsVersion>().SingleOrDefaultAsync(v => v.No == command.No, cancellationToken) is not { } version)
        {
            return Error.NotFound;
        }

        if (version.Withdraw(context.Caller, context.Now) is { } refused)
        {
            return refused;
        }

        context.Audit("health.weights_withdrawn", "health_weights", WeightsDecision.IdOf(version.No), null, version.Weights);
        return true;
    }
}

internal static class WeightsDecision
{
    /// <summary>A quarter that has ended is evaluated with the weights that were in force then.</summary>
    public static bool IsPast(DateOnly quarterOn, DateOnly today) => quarterOn < Quarters.Of(today).Start;

    public static string IdOf(int no) => no.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
