using ChannelPortal.Features.Company.Data;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Shuts a colleague out, or lets him in again. What a leaver worked on goes to a colleague; the answer is how many documents.</summary>
/// <param name="HeirId">Who takes over; null for the caller himself.</param>
[Permission(CompanyFeature.Manage)]
public sealed record SetColleagueDisabled(Guid Id, bool IsDisabled, Guid? HeirId) : ICommand<int>;

internal sealed class SetColleagueDisabledHandler(UserAccounts accounts, IEnumerable<IPersonalDocuments> documents) : ICommandHandler<SetColleagueDisabled, int>
{
    public async Task<Result<int>> HandleAsync(SetColleagueDisabled command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await OwnCompany.FindAsync(context, command.Id, cancellationToken) is not { } user)
        {
            return Error.NotFound;
        }

        if (!command.IsDisabled)
        {
            var enabled = await accounts.SetDisabledAsync(command.Id, false, context, cancellationToken);
            return enabled.Ok ? 0 : Result<int>.Fail(enabled.Errors);
        }

        var heir = command.HeirId ?? (Guid.TryParse(context.Caller.UserId, out var own) ? own : Guid.Empty);
        if (heir == command.Id || await OwnCompany.FindAsync(context, heir, cancellationToken) is not { IsDisabled: false } colleague)
        {
            // Nobody shuts himself out; that is said first.
            return Error.Of(command.Id.ToString() == context.Caller.UserId ? "own_account" : "company_heir").On("heir");
        }

        var disabled = await accounts.SetDisabledAsync(command.Id, true, context, cancellationToken);
        if (!disabled.Ok)
        {
            return Result<int>.Fail(disabled.Errors);
        }

        var moved = await PassApprovalsOnAsync(context, user, colleague, cancellationToken);
        foreach (var source in documents)
        {
            moved += await source.HandOverAsync(context, user, colleague, cancellationToken);
        }

        if (moved > 0)
        {
            context.Audit("company.handed_over", "user", user.Id.ToString(), null, new { To = colleague.Email, Documents = moved }, dealerId: user.DealerId);
        }

        return moved;
    }

    /// <summary>People whose orders the leaver decided about get the heir, or any administrator when the heir may not decide or would decide about himself.</summary>
    private static async Task<int> PassApprovalsOnAsync(CommandContext context, PortalUser leaver, PortalUser heir, CancellationToken cancellationToken)
    {
        var (from, to) = (leaver.Id.ToString(), heir.Id.ToString());
        var seats = await context.Db.Set<Seat>().Where(s => s.ApproverId == from).ToListAsync(cancellationToken);
        foreach (var seat in seats)
        {
            seat.ApproverId = Approvers.MayDecide(heir) && seat.UserId != to ? to : null;
        }

        return seats.Count;
    }
}
