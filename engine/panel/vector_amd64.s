#include "textflag.h"

// A vector is 128 lanes of 8 bytes: 1024 bytes, 8 turns of 16 lanes in four wide registers. The
// next one begins 1088 bytes on.

// func addWeightedWide(to *vector, certain float64, times *float64, from **vector, n int)
//
// Sixteen lanes of the sum are kept in registers while every term is added to them, so that
// each number is read once and each lane of the sum written once.
TEXT ·addWeightedWide(SB), NOSPLIT, $0-40
	MOVQ to+0(FP), DI
	VBROADCASTSD certain+8(FP), Y8
	MOVQ times+16(FP), SI
	MOVQ from+24(FP), DX
	MOVQ n+32(FP), CX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VMOVAPD Y8, Y0
	VMOVAPD Y8, Y1
	VMOVAPD Y8, Y2
	VMOVAPD Y8, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y4
	MOVQ (DX)(R9*8), R10
	ADDQ R8, R10
	VFMADD231PD (R10), Y4, Y0
	VFMADD231PD 32(R10), Y4, Y1
	VFMADD231PD 64(R10), Y4, Y2
	VFMADD231PD 96(R10), Y4, Y3
	INCQ R9
	JMP  terms

store:
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func addProductsWide(to *vector, certain float64, times *float64, from, by **vector, n int)
//
// As addWeightedWide, each vector being multiplied by another one first, where there is one.
TEXT ·addProductsWide(SB), NOSPLIT, $0-48
	MOVQ to+0(FP), DI
	VBROADCASTSD certain+8(FP), Y8
	MOVQ times+16(FP), SI
	MOVQ from+24(FP), DX
	MOVQ by+32(FP), BX
	MOVQ n+40(FP), CX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VMOVAPD Y8, Y0
	VMOVAPD Y8, Y1
	VMOVAPD Y8, Y2
	VMOVAPD Y8, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y9
	MOVQ (DX)(R9*8), R10
	MOVQ (BX)(R9*8), R11
	ADDQ R8, R10
	VMOVUPD (R10), Y4
	VMOVUPD 32(R10), Y5
	VMOVUPD 64(R10), Y6
	VMOVUPD 96(R10), Y7
	TESTQ R11, R11
	JZ    add
	ADDQ R8, R11
	VMULPD (R11), Y4, Y4
	VMULPD 32(R11), Y5, Y5
	VMULPD 64(R11), Y6, Y6
	VMULPD 96(R11), Y7, Y7

add:
	VFMADD231PD Y4, Y9, Y0
	VFMADD231PD Y5, Y9, Y1
	VFMADD231PD Y6, Y9, Y2
	VFMADD231PD Y7, Y9, Y3
	INCQ R9
	JMP  terms

store:
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func multiplyWide(to *vector, times float64, a, b *vector)
TEXT ·multiplyWide(SB), NOSPLIT, $0-32
	MOVQ to+0(FP), DI
	VBROADCASTSD times+8(FP), Y8
	MOVQ a+16(FP), SI
	MOVQ b+24(FP), DX
	XORQ R8, R8

lanes:
	VMULPD (SI)(R8*1), Y8, Y0
	VMULPD 32(SI)(R8*1), Y8, Y1
	VMULPD 64(SI)(R8*1), Y8, Y2
	VMULPD 96(SI)(R8*1), Y8, Y3
	VMULPD (DX)(R8*1), Y0, Y0
	VMULPD 32(DX)(R8*1), Y1, Y1
	VMULPD 64(DX)(R8*1), Y2, Y2
	VMULPD 96(DX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func divideWide(to, a, b *vector)
TEXT ·divideWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VDIVPD (DX)(R8*1), Y0, Y0
	VDIVPD 32(DX)(R8*1), Y1, Y1
	VDIVPD 64(DX)(R8*1), Y2, Y2
	VDIVPD 96(DX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func takeLargerWide(to, a, b *vector)
//
// The instruction gives b where either is not a number; a is taken where it is not one.
TEXT ·takeLargerWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VMAXPD (DX)(R8*1), Y0, Y4
	VMAXPD 32(DX)(R8*1), Y1, Y5
	VMAXPD 64(DX)(R8*1), Y2, Y6
	VMAXPD 96(DX)(R8*1), Y3, Y7
	VCMPPD $3, Y0, Y0, Y8
	VBLENDVPD Y8, Y0, Y4, Y0
	VCMPPD $3, Y1, Y1, Y9
	VBLENDVPD Y9, Y1, Y5, Y1
	VCMPPD $3, Y2, Y2, Y10
	VBLENDVPD Y10, Y2, Y6, Y2
	VCMPPD $3, Y3, Y3, Y11
	VBLENDVPD Y11, Y3, Y7, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func takeSmallerWide(to, a, b *vector)
//
// As takeLargerWide.
TEXT ·takeSmallerWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VMINPD (DX)(R8*1), Y0, Y4
	VMINPD 32(DX)(R8*1), Y1, Y5
	VMINPD 64(DX)(R8*1), Y2, Y6
	VMINPD 96(DX)(R8*1), Y3, Y7
	VCMPPD $3, Y0, Y0, Y8
	VBLENDVPD Y8, Y0, Y4, Y0
	VCMPPD $3, Y1, Y1, Y9
	VBLENDVPD Y9, Y1, Y5, Y1
	VCMPPD $3, Y2, Y2, Y10
	VBLENDVPD Y10, Y2, Y6, Y2
	VCMPPD $3, Y3, Y3, Y11
	VBLENDVPD Y11, Y3, Y7, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET
