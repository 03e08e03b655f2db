using ChannelPortal.Features.Boards.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Boards.Data;

internal sealed class BoardConfiguration : IEntityTypeConfiguration<Board>
{
    public void Configure(EntityTypeBuilder<Board> builder)
    {
        builder.ToTable("board");
        builder.Property(b => b.OwnerId).HasMaxLength(100);
        builder.Property(b => b.OwnerName).HasMaxLength(100);
        builder.Property(b => b.CompanyId).HasMaxLength(64);
        builder.Property(b => b.TitleZh).HasMaxLength(100);
        builder.Property(b => b.TitleEn).HasMaxLength(100);
        builder.Property(b => b.Roles).HasMaxLength(200);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.HasIndex(b => b.OwnerId);
        builder.HasIndex(b => b.CompanyId);
    }
}

internal sealed class BoardRevisionConfiguration : IEntityTypeConfiguration<BoardRevision>
{
    public void Configure(EntityTypeBuilder<BoardRevision> builder)
    {
        builder.ToTable("board_revision");
        builder.HasKey(r => new { r.BoardId, r.Version });
        builder.Property(r => r.TitleZh).HasMaxLength(100);
        builder.Property(r => r.TitleEn).HasMaxLength(100);
        builder.Property(r => r.ChangedBy).HasMaxLength(100);
    }
}

internal sealed class BoardFavouriteConfiguration : IEntityTypeConfiguration<BoardFavourite>
{
    public void Configure(EntityTypeBuilder<BoardFavourite> builder)
    {
        builder.ToTable("board_favourite");
        builder.HasKey(f => new { f.UserId, f.BoardId });
        builder.Property(f => f.UserId).HasMaxLength(100);
        builder.Property(f => f.BoardId).HasMaxLength(40);
    }
}

internal sealed class BoardLinkConfiguration : IEntityTypeConfiguration<BoardLink>
{
    public void Configure(EntityTypeBuilder<BoardLink> builder)
    {
        builder.ToTable("board_link");
        builder.Property(l => l.BoardId).HasMaxLength(40);
        builder.Property(l => l.View).HasMaxLength(400);
        builder.Property(l => l.CreatedById).HasMaxLength(100);
        builder.Property(l => l.CreatedBy).HasMaxLength(100);
        builder.HasIndex(l => l.BoardId);
    }
}

internal sealed class BoardGuestConfiguration : IEntityTypeConfiguration<BoardGuest>
{
    public void Configure(EntityTypeBuilder<BoardGuest> builder)
    {
        builder.ToTable("board_guest");
        builder.HasKey(g => new { g.LinkId, g.UserId });
        builder.Property(g => g.UserId).HasMaxLength(100);
        builder.HasIndex(g => g.UserId);
    }
}

internal sealed class BoardNoteConfiguration : IEntityTypeConfiguration<BoardNote>
{
    public void Configure(EntityTypeBuilder<BoardNote> builder)
    {
        builder.ToTable("board_note");
        builder.Property(n => n.CompanyId).HasMaxLength(64);
        builder.Property(n => n.MetricId).HasMaxLength(40);
        builder.Property(n => n.Text).HasMaxLength(200);
        builder.Property(n => n.AuthorId).HasMaxLength(100);
        builder.Property(n => n.Author).HasMaxLength(100);
        builder.HasIndex(n => n.MetricId);
    }
}
