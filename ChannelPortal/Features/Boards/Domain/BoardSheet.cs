using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>A board as it is read: composed by somebody, or a standard one of the product.</summary>
/// <param name="Id">A name for standard boards, else the id without dashes.</param>
/// <param name="OwnerId">Null for standard boards.</param>
/// <param name="CompanyId">See <see cref="Board.CompanyId"/>.</param>
public sealed record BoardSheet(
    string Id, string TitleZh, string TitleEn, BoardPlan Plan, int Version, string? OwnerId, string? OwnerName, string? CompanyId, IReadOnlyList<string> Roles, bool IsDefault)
{
    public bool IsStandard => OwnerId is null;

    public string Title(bool isChinese) => isChinese ? TitleZh : TitleEn;

    public bool IsOwnedBy(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return OwnerId == caller.UserId;
    }

    /// <summary>Owners, people of a role it is shared with, and guests of a link, all of one company. Figures always follow the viewer's own scope.</summary>
    public bool IsOpenTo(Caller caller, bool isGuest)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsStandard ? caller.Roles.Overlaps(Roles)
            : IsOwnedBy(caller) || (caller.DealerId == CompanyId && (isGuest || caller.Roles.Overlaps(Roles)));
    }
}
